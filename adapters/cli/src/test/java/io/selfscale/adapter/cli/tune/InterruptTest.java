package io.selfscale.adapter.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.cli.Main;
import io.selfscale.adapter.yaml.PolicyReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, in a process of its own. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class InterruptTest {

    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    @Test
    void anInterruptEndsTheSearchWithTheBestSoFar(@TempDir Path folder) throws Exception {
        Path trace = Files.writeString(folder.resolve("waves_60s.csv"), SampleLoads.waves(30));
        Path policy = Files.writeString(folder.resolve("mine.yaml"), SampleLoads.POLICY);
        Path better = folder.resolve("better.yaml");
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(property("java.home"), "bin", "java").toString(),
                        "-cp",
                        property("java.class.path"),
                        Main.class.getName(),
                        "tune",
                        "--policy",
                        policy.toString(),
                        "--trace",
                        trace.toString(),
                        "--candidates",
                        "100000",
                        "--time",
                        "10m",
                        "--jobs",
                        "2",
                        "--out",
                        better.toString())
                .redirectOutput(output.toFile())
                .start();
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            String line = errors.readLine();
            while (line != null && !line.startsWith("given: ")) {
                line = errors.readLine();
            }
            assertThat(line).contains("trying 100000 candidates");

            int signal = isInterruptHeard() ? SIGINT : SIGTERM;
            send(signal, process.pid());

            assertThat(errors.readLine()).isEqualTo("interrupted: scoring the best so far ...");
            assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + signal);
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(output))
                .contains("Scores:", "; interrupted: the best so far is told", "Written: " + better);
        assertThat(PolicyReader.read(better).isValid()).isTrue();
        assertThat(Files.readString(better)).contains("# The search was interrupted");
    }

    /** A process that was started in the background may have been told to ignore Ctrl-C, and then its children do. */
    private static boolean isInterruptHeard() throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "kill -s INT $$; echo ignored").start();
        try (InputStream out = shell.getInputStream()) {
            boolean heard = out.readAllBytes().length == 0;
            shell.waitFor();
            return heard;
        }
    }

    private static void send(int signal, long pid) throws IOException, InterruptedException {
        List<String> kill = List.of("kill", "-" + signal, Long.toString(pid));
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
