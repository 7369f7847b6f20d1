package io.selfscale.inference.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.SparseCheckpoint;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An export of the largest size that is common costs little, and reads headers only: the weights are a hole of 17 GB,
 * which even at memory's speed would take seconds.
 */
class LargeExportTest {

    private static final Path ACCOUNT = Path.of("/proc/self/io");
    private static final Path MAPPINGS = Path.of("/proc/self/maps");
    private static final long MAX_WRITTEN_BYTES = 5_000_000;
    private static final long MAX_READ_BYTES = 5_000_000;
    private static final long MIN_WEIGHT_BYTES = 15_000_000_000L;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void anExportOfEightBillionWeightsReadsNoneOfThem(Precision precision) throws IOException {
        assumeTrue(Files.isReadable(ACCOUNT), "the system does not tell what a process has read");
        Path large = folder.resolve("large");
        SparseCheckpoint.write(large, SparseCheckpoint.released("8B"), 1);
        Path weights = large.resolve("model.safetensors");
        assertThat(Files.size(weights)).isGreaterThan(MIN_WEIGHT_BYTES);
        // What the classes are read from counts as well: they are all needed for a small model already.
        Path small = folder.resolve("small");
        TinyModel.write(small, 1);
        ModelExporter.export(Checkpoint.open(small), folder.resolve("small-graphs"), precision);

        long read = bytes("rchar");
        long written = bytes("wchar");
        long start = System.nanoTime();
        long reported = ModelExporter.export(Checkpoint.open(large), folder.resolve("graphs"), precision);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        written = bytes("wchar") - written;
        read = bytes("rchar") - read;

        assertThat(reported).isLessThan(MAX_WRITTEN_BYTES);
        assertThat(written).isBetween(reported, MAX_WRITTEN_BYTES);
        assertThat(read).isLessThan(MAX_READ_BYTES);
        // Bytes that are read through a mapping are not in the account.
        assertThat(Files.readString(MAPPINGS))
                .doesNotContain(weights.toRealPath().toString());
        System.out.printf(
                Locale.ROOT,
                "8B as %s: %d ms, %,d bytes written (%,d in graphs), %,d bytes read, of %,d%n",
                precision,
                time.toMillis(),
                written,
                reported,
                read,
                Files.size(weights));
    }

    @Test
    void aWeightThatWasReadWouldBeSeen() throws IOException {
        assumeTrue(Files.isReadable(ACCOUNT), "the system does not tell what a process has read");
        Path weights = folder.resolve("weights");
        Files.write(weights, new byte[1_000_000]);
        long read = bytes("rchar");
        Files.readAllBytes(weights);
        assertThat(bytes("rchar") - read).isGreaterThanOrEqualTo(1_000_000);
    }

    private static long bytes(String key) throws IOException {
        return Files.readAllLines(ACCOUNT).stream()
                .filter(line -> line.startsWith(key + ": "))
                .mapToLong(line -> Long.parseLong(line.substring(key.length() + 2)))
                .findFirst()
                .orElseThrow(() -> new IOException(ACCOUNT + " has no " + key));
    }
}
