package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs classes in virtual machines of their own, in which every attempt to reach another host is recorded and refused, and
 * in which every folder that a program may find by itself is empty at first.
 *
 * @param library what is loaded before everything else, see {@code connect_trap.c} of the inference module
 * @param folder holds all the others
 */
record TrappedProcess(Path library, Path folder) {

    private static final int SECONDS = 120;

    /** Builds the trap; skips the test where that is not possible. */
    static TrappedProcess build(Path folder) throws IOException, InterruptedException {
        assumeTrue(
                String.valueOf(System.getProperty("os.name")).startsWith("Linux"),
                "preloads a library, which needs Linux");
        assumeTrue(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, "gcc"))),
                "builds a library, which needs gcc");
        TrappedProcess trap =
                new TrappedProcess(folder.resolve("libconnect_trap.so").toAbsolutePath(), folder);
        for (Path place : List.of(trap.home(), trap.cache(), trap.temporary(), trap.working())) {
            Files.createDirectories(place);
        }
        Path source = Path.of(
                String.valueOf(System.getProperty("selfscale.root")),
                "inference-onnx/src/test/native/connect-trap/connect_trap.c");
        trap.run(new ProcessBuilder(
                "gcc",
                "-std=gnu11",
                "-O1",
                "-fPIC",
                "-shared",
                "-o",
                trap.library.toString(),
                source.toString(),
                "-ldl"));
        return trap;
    }

    Path home() {
        return folder.resolve("home");
    }

    Path cache() {
        return folder.resolve("cache");
    }

    Path temporary() {
        return folder.resolve("temporary");
    }

    /** The folder that the processes run in. */
    Path working() {
        return folder.resolve("working");
    }

    private Path recorded() {
        return folder.resolve("attempts.txt");
    }

    /** The calls of all runs that would have left the machine. */
    List<String> attempts() throws IOException {
        return Files.exists(recorded()) ? Files.readAllLines(recorded()) : List.of();
    }

    /** Runs a class's main method, which must end well. */
    void run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(String.valueOf(System.getProperty("java.home")), "bin", "java")
                        .toString(),
                "-Duser.home=" + home(),
                "-Djava.io.tmpdir=" + temporary(),
                "-Djava.awt.headless=true",
                "-cp",
                String.valueOf(System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(working().toFile());
        builder.environment().put("HOME", home().toString());
        builder.environment().put("XDG_CACHE_HOME", cache().toString());
        builder.environment().put("TMPDIR", temporary().toString());
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("CONNECT_TRAP_FILE", recorded().toString());
        run(builder);
    }

    private void run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ends", builder.command()).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", builder.command(), Files.readString(output))
                .isZero();
    }
}
