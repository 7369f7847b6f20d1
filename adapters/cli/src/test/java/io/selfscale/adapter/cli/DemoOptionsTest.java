package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to ask the demo for something impossible: one line that says what was expected, exit code 2. */
class DemoOptionsTest {

    @TempDir
    Path folder;

    static Stream<Arguments> impossible() {
        return Stream.of(
                arguments("--seconds 9", "--seconds must be a whole number from 10 to 10800, but was '9'"),
                arguments("--seconds soon", "--seconds must be a whole number from 10 to 10800, but was 'soon'"),
                arguments("--seconds 99999", "--seconds must be a whole number from 10 to 10800, but was '99999'"),
                arguments("--min 0", "--min must be a whole number from 1 to 64, but was '0'"),
                arguments("--max 0", "--max must be a whole number from 1 to 64, but was '0'"),
                arguments("--max 65", "--max must be a whole number from 1 to 64, but was '65'"),
                arguments("--min 3 --max 2", "--max must be at least --min 3, but was 2"),
                arguments("--policy magic", "--policy must be founding or target-tracking, but was 'magic'"),
                arguments("--startup-delay -1", "--startup-delay must be a number from 0 to 600 seconds, but was '-1'"),
                arguments(
                        "--startup-delay NaN", "--startup-delay must be a number from 0 to 600 seconds, but was 'NaN'"),
                arguments(
                        "--worker-cpu-share 0",
                        "--worker-cpu-share must be a number greater than 0 and at most 1, but was '0'"),
                arguments(
                        "--worker-cpu-share 1.5",
                        "--worker-cpu-share must be a number greater than 0 and at most 1, but was '1.5'"),
                arguments(
                        "--worker-cpu-share half",
                        "--worker-cpu-share must be a number greater than 0 and at most 1, but was 'half'"),
                arguments("--seed x", "--seed must be a whole number, but was 'x'"),
                arguments("--port 70000", "--port must be a whole number from 0 to 65535, but was '70000'"),
                arguments("--speedup 10", "--speedup needs --trace, the recorded load it applies to, which is missing"),
                arguments("--scale 2", "--scale needs --trace, the recorded load it applies to, which is missing"),
                arguments(
                        "--worker-command java",
                        "--worker-command must contain {port}, the port that the worker is to listen on, but was"
                                + " 'java'"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void isRefusedInOneLine(String options, String line) {
        assertRefused(demo(options.split(" ")), line);
    }

    @Test
    void filesInFoldersThatDoNotExistAreRefused() {
        Path file = folder.resolve("none").resolve("report.json");

        assertRefused(
                demo("--report", file.toString()),
                "--report must be in a folder that exists, but there is no folder " + file.getParent());
        assertRefused(
                demo("--journal", file.toString()),
                "--journal must be in a folder that exists, but there is no folder " + file.getParent());
    }

    @Test
    void foldersAreNoFiles() {
        assertRefused(demo("--report", folder.toString()), "--report must be a file, but " + folder + " is a folder");
    }

    @Test
    void oneFileCannotBeTwo() {
        String file = folder.resolve("out").toString();

        assertRefused(
                demo("--report", file, "--journal", file),
                "--journal and --report must be different files, but both were " + file);
    }

    @Test
    void brokenTracesAreRefusedWithFileAndLine() throws IOException {
        Path trace = folder.resolve("trace.csv");
        Files.writeString(trace, "arrival_s\n0.5\n1.5\nsoon\n");

        CommandLineRun run = demo("--trace", trace.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("trace.csv:4", "arrival_s", "'soon'".replace('\'', '"'));
    }

    @Test
    void missingTracesAreRefused() {
        CommandLineRun run = demo("--trace", folder.resolve("none.csv").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("none.csv");
    }

    @Test
    void tracesThatAreTooShortAreRefused() throws IOException {
        Path trace = folder.resolve("trace.csv");
        Files.writeString(trace, "arrival_s\n0\n30\n60\n");

        CommandLineRun run = demo("--trace", trace.toString(), "--speedup", "30");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("lasts 2.0 s at --speedup 30", "needs at least 10 s");
    }

    @Test
    void portsInUseAreRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    demo("--port", Integer.toString(taken.getLocalPort())),
                    "port " + taken.getLocalPort()
                            + " is already in use on 127.0.0.1; choose another with --port, or 0 for any free one");
        }
    }

    @Test
    void workerCommandsThatDoNotExistAreRefused() {
        assertRefused(
                demo("--worker-command", "no-such-worker --port {port}"),
                "worker command not found: 'no-such-worker' (looked in PATH); expected an executable");
    }

    private static CommandLineRun demo(String... options) {
        List<String> arguments = new ArrayList<>(List.of("demo", "--plain"));
        arguments.addAll(List.of(options));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private static void assertRefused(CommandLineRun run, String line) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("selfscale: " + line + System.lineSeparator());
    }
}
