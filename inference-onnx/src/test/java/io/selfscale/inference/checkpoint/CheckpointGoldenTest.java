package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Opens the checkpoints of the golden cases in the folder that {@code -Dselfscale.golden} names. */
class CheckpointGoldenTest {

    @Test
    void everyGoldenCheckpointOpens() throws IOException {
        String property = System.getProperty("selfscale.golden");
        String golden = property == null ? "" : property;
        assumeThat(golden).as("-Dselfscale.golden=<folder of golden cases>").isNotEmpty();
        List<Path> folders;
        try (Stream<Path> cases = Files.list(Path.of(golden))) {
            folders = cases.map(path -> path.resolve("checkpoint"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }

        assertThat(folders).isNotEmpty().allSatisfy(folder -> {
            Checkpoint checkpoint = Checkpoint.open(folder);
            assertThat(checkpoint.tensors().keySet())
                    .isEqualTo(ExpectedTensors.of(checkpoint.config()).keySet());
            assertThat(checkpoint.generation().endTokenIds()).isNotEmpty();
            assertThat(checkpoint.digest()).matches("[0-9a-f]{64}");
        });
    }
}
