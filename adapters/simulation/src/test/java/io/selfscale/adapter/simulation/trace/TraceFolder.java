package io.selfscale.adapter.simulation.trace;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of recorded traces, given by the system property {@code selfscale.traces}. It is not part of the project; a
 * relative path counts from the root of the repository.
 *
 * @param path where it is, if it is there
 */
public record TraceFolder(Path path) {

    private static final String PROPERTY = "selfscale.traces";

    public static boolean isGiven() {
        return System.getProperty(PROPERTY) != null;
    }

    public static TraceFolder given() {
        return new TraceFolder(Path.of(property("selfscale.root"))
                .resolve(property(PROPERTY))
                .toAbsolutePath()
                .normalize());
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        return value == null ? "" : value;
    }

    public boolean isThere() {
        return Files.isDirectory(path);
    }

    public Path file(String trace) {
        return path.resolve(trace + ".csv.gz");
    }
}
