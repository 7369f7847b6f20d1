package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.inference.golden.GoldenFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Opens the checkpoints of the golden cases. */
class CheckpointGoldenTest {

    @Test
    void everyGoldenCheckpointOpens() throws IOException {
        List<Path> folders = GoldenFolder.cases().stream()
                .map(path -> path.resolve("checkpoint"))
                .toList();

        assertThat(folders).isNotEmpty().allSatisfy(folder -> {
            Checkpoint checkpoint = Checkpoint.open(folder);
            assertThat(checkpoint.tensors().keySet())
                    .isEqualTo(ExpectedTensors.of(checkpoint.config()).keySet());
            assertThat(checkpoint.generation().endTokenIds()).isNotEmpty();
            assertThat(checkpoint.digest()).matches("[0-9a-f]{64}");
        });
    }
}
