package io.selfscale.adapter.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Scripts of this module, to be run by the shell of the system without a file. */
final class ShellScript {
    private static final Path SHELL = Path.of("/bin/sh");

    private ShellScript() {}

    /** Tells whether there is a shell: not on Windows. */
    static boolean isSupported() {
        return Files.isExecutable(SHELL);
    }

    /**
     * Returns the command that runs a script.
     *
     * @param resource name of the script in this package
     * @param title what process listings show after the script; its {@code $0}
     */
    static List<String> command(String resource, String title) {
        return List.of(SHELL.toString(), "-c", text(resource), title);
    }

    /** Without its comments, which would fill the listings of processes. */
    private static String text(String resource) {
        try (InputStream stream = ShellScript.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from this module");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
        }
    }
}
