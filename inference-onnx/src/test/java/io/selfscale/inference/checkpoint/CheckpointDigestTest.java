package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDigestTest {

    private static final ModelConfig SMALL = SparseCheckpoint.small(false);
    private static final String SHARD = "model-00002-of-00003.safetensors";

    @TempDir
    Path folder;

    @Test
    void theDigestDependsOnConfigurationNamesSizesAndHeadersButNotOnWeights() throws IOException {
        SparseCheckpoint.write(folder, SMALL, 3);
        Checkpoint checkpoint = Checkpoint.open(folder);
        String digest = checkpoint.digest();
        assertThat(digest).matches("[0-9a-f]{64}").isEqualTo(CheckpointDigest.of(folder));

        TensorLocation tensor = checkpoint.tensors().values().iterator().next();
        try (var channel = Files.newByteChannel(tensor.file(), StandardOpenOption.WRITE)) {
            channel.position(tensor.offset());
            assertThat(channel.write(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1);
        }
        assertThat(checkpoint.digest()).isEqualTo(digest);

        Files.writeString(folder.resolve("config.json"), Files.readString(folder.resolve("config.json")) + "\n");
        String other = checkpoint.digest();
        assertThat(other).isNotEqualTo(digest);

        SparseCheckpoint.write(folder.resolve("two"), SMALL, 2);
        SparseCheckpoint.write(folder.resolve("three"), SMALL, 3);
        assertThat(CheckpointDigest.of(folder.resolve("three"))).isEqualTo(digest);
        assertThat(CheckpointDigest.of(folder.resolve("two"))).isNotEqualTo(digest);

        Files.delete(folder.resolve(SHARD));
        assertThatThrownBy(checkpoint::digest)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(SHARD);
    }
}
