package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a class in a JVM of its own in which every attempt to reach another host is recorded and refused, with a home folder
 * that is empty at the start. Needs Linux and gcc; a test without them is skipped.
 */
public final class ConnectTrap {
    private final Path library;
    private final Path folder;

    private ConnectTrap(Path library, Path folder) {
        this.library = library;
        this.folder = folder;
    }

    /**
     * What a run did.
     *
     * @param attempts the calls that would have left the machine
     * @param filesAtHome files and folders below the home folder, relative to it
     */
    public record Outcome(List<String> attempts, List<String> filesAtHome) {}

    /** Builds the trap; a run's files go to the folder. */
    public static ConnectTrap build(Path folder) throws IOException, InterruptedException {
        boolean linux = String.valueOf(System.getProperty("os.name")).startsWith("Linux");
        assumeTrue(linux && hasCompiler(), "needs Linux and gcc");
        Path library = folder.resolve("libconnect_trap.so").toAbsolutePath();
        Path source = Path.of("src", "test", "native", "connect-trap", "connect_trap.c");
        run(
                new ProcessBuilder(
                        "gcc",
                        "-std=gnu11",
                        "-O1",
                        "-Wall",
                        "-fPIC",
                        "-shared",
                        "-o",
                        library.toString(),
                        source.toAbsolutePath().toString(),
                        "-ldl"),
                folder.resolve("gcc.txt"));
        return new ConnectTrap(library, folder);
    }

    private static boolean hasCompiler() {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String entry : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(entry, "gcc"))) {
                return true;
            }
        }
        return false;
    }

    /** Runs a class's main method, which must end well. */
    public Outcome run(Class<?> main, Map<String, String> properties, String... arguments)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(folder, "home");
        Path attempts = folder.resolve(home.getFileName() + "-attempts.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(String.valueOf(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.add("-Duser.home=" + home);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-cp");
        command.add(String.valueOf(System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("CONNECT_TRAP_FILE", attempts.toString());
        run(builder, folder.resolve(home.getFileName() + "-output.txt"));
        List<String> files;
        try (var walk = Files.walk(home)) {
            files = walk.filter(file -> !file.equals(home))
                    .map(file -> home.relativize(file).toString())
                    .toList();
        }
        return new Outcome(Files.exists(attempts) ? Files.readAllLines(attempts) : List.of(), files);
    }

    private static void run(ProcessBuilder builder, Path output) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ends", builder.command()).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", builder.command(), Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }
}
