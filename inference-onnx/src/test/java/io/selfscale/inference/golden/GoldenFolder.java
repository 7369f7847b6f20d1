package io.selfscale.inference.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where golden cases lie: in the folder that {@code selfscale.golden} names (a relative path counts from the root of the
 * repository), or in the project's own.
 */
public final class GoldenFolder {

    private GoldenFolder() {}

    /** The folders of all cases, in a fixed order; at least one. */
    public static List<Path> cases() throws IOException {
        String given = Objects.requireNonNullElse(System.getProperty("selfscale.golden"), "");
        Path root = Path.of(Objects.requireNonNullElse(System.getProperty("selfscale.root"), ".."));
        Path own = Path.of("inference-onnx", "src", "test", "resources", "golden");
        Path folder = root.resolve(given.isBlank() ? own : Path.of(given));
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> cases = files.filter(file -> Files.isRegularFile(file.resolve("case.json")))
                    .sorted()
                    .toList();
            if (cases.isEmpty()) {
                throw new IllegalStateException(folder.toAbsolutePath() + " holds no case.json");
            }
            return cases;
        }
    }
}
