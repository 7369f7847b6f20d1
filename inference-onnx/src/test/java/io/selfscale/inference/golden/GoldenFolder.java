package io.selfscale.inference.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the golden cases lie: the folder that the system property {@code selfscale.golden} names. */
public final class GoldenFolder {

    private GoldenFolder() {}

    /** Returns the folder of each case, sorted by name; none without the property. */
    public static List<Path> cases() throws IOException {
        String folder = System.getProperty("selfscale.golden", "");
        if (folder.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(Path.of(folder))) {
            return children.filter(child -> Files.isRegularFile(child.resolve("case.json")))
                    .sorted()
                    .toList();
        }
    }
}
