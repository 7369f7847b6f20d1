package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasedSizesTest {

    /** Parameter counts of the reference library's classes on empty storage; bfloat16 takes two bytes for each. */
    @ParameterizedTest
    @CsvSource({
        "2B, 2127532032, true",
        "4B, 4437815808, true",
        "8B, 8767123696, false",
        "32B, 33357390064, false",
    })
    void holdAsManyNumbersAsTheReferenceBuilds(String size, long parameters, boolean tied, @TempDir Path folder)
            throws IOException {
        SparseCheckpoint.write(folder, SparseCheckpoint.released(size), 4);

        Checkpoint checkpoint = Checkpoint.open(folder);

        assertThat(checkpoint.config()).isEqualTo(SparseCheckpoint.released(size));
        assertThat(checkpoint.config().tiedEmbeddings()).isEqualTo(tied);
        assertThat(checkpoint.tensors().values().stream()
                        .mapToLong(TensorLocation::length)
                        .sum())
                .isEqualTo(2 * parameters);
    }

    @Test
    @Timeout(60)
    void anEightBillionCheckpointIsOpenedWithoutReadingItsWeights(@TempDir Path folder) throws IOException {
        SparseCheckpoint.write(folder, SparseCheckpoint.released("8B"), 4);
        Checkpoint.open(folder);

        long start = System.nanoTime();
        Checkpoint checkpoint = Checkpoint.open(folder);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(checkpoint.tensors()).hasSize(750);
        assertThat(checkpoint.tensors().values().stream()
                        .map(TensorLocation::file)
                        .distinct())
                .hasSize(4);
        // Healthy: 5 to 20 ms once warm. Reading the 17.5 GB of weights, holes though they are, takes seconds.
        assertThat(took).isLessThan(Duration.ofSeconds(1));
    }
}
