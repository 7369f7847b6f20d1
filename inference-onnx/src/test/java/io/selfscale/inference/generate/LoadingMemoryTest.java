package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.runtime.RuntimeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What loading takes of memory, in a process that does nothing else. */
class LoadingMemoryTest {

    private static final double MIB = 1L << 20;
    private static final int LAYERS = 2;

    @TempDir
    Path folder;

    /** One line of the account, in MiB. */
    private record Line(double anonymous, double resident, double highest) {

        static Line of(List<String> lines, String moment) {
            String[] figures = lines.stream()
                    .filter(line -> line.startsWith(moment))
                    .findFirst()
                    .orElseThrow()
                    .substring(moment.length())
                    .strip()
                    .split(" +", -1);
            return new Line(
                    Double.parseDouble(figures[0]), Double.parseDouble(figures[2]), Double.parseDouble(figures[3]));
        }
    }

    @BeforeEach
    void requireAnAccount() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "the system does not tell what a process takes");
    }

    @Test
    void float32WeightsAreMappedAndNotCopied() throws IOException, InterruptedException {
        double weights = LoadingMemory.write(folder.resolve("model"), ElementType.F32, true, LAYERS) / MIB;
        List<String> lines = load();
        Line before = Line.of(lines, LoadingMemory.BEFORE);
        Line loaded = Line.of(lines, LoadingMemory.LOADED);
        assertThat(loaded.resident() - before.resident()).isLessThan(0.1 * weights);
        assertThat(loaded.highest() - before.highest()).isLessThan(0.1 * weights);
    }

    @Test
    void sixteenBitWeightsAreExpandedOnce() throws IOException, InterruptedException {
        double stored = LoadingMemory.write(folder.resolve("model"), ElementType.BF16, true, LAYERS) / MIB;
        List<String> lines = load();
        Line before = Line.of(lines, LoadingMemory.BEFORE);
        Line loaded = Line.of(lines, LoadingMemory.LOADED);
        assertThat(loaded.anonymous() - before.anonymous()).isBetween(1.9 * stored, 2.1 * stored);
        // At no moment more than that and the matrix at hand, as it is stored.
        assertThat(loaded.highest() - before.highest()).isLessThan(2.3 * stored);
    }

    private List<String> load() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(String.valueOf(System.getProperty("java.home")), "bin", "java")
                        .toString(),
                // All of the heap from the start, so that it does not grow meanwhile.
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-D" + RuntimeSettings.CACHE_PROPERTY + "="
                        + RuntimeSettings.fromSystemProperties().cacheFolder().toAbsolutePath(),
                "-cp",
                String.valueOf(System.getProperty("java.class.path")),
                LoadingMemory.class.getName(),
                "load",
                folder.resolve("model").toString());
        // The allocator of the C library keeps what is given back to it in small pieces: up to 64 MiB that nobody
        // holds.
        builder.environment().put("MALLOC_MMAP_THRESHOLD_", "131072");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0).as(printed).isTrue();
        System.out.print(printed);
        return Arrays.asList(printed.split("\\R", -1));
    }
}
