package io.selfscale.engine.hpa;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of test vectors, given by the system property {@code selfscale.vectors}. It is not part of the project; a
 * relative path counts from the root of the repository.
 *
 * @param path where it is, if it is there
 */
public record VectorFolder(Path path) {

    /** Returns the folder of the vectors of one kind. */
    public static VectorFolder of(String kind) {
        String given = System.getProperty("selfscale.vectors");
        return new VectorFolder(root().resolve(given == null ? "../shared/vectors" : given)
                .resolve(kind)
                .normalize());
    }

    private static Path root() {
        String given = System.getProperty("selfscale.root");
        if (given != null) {
            return Path.of(given);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        return start;
    }

    public boolean isThere() {
        return Files.isDirectory(path);
    }

    public boolean has(String suite) {
        return Files.isRegularFile(file(suite));
    }

    /** Returns the vectors of a suite, in the order of its file. */
    @SuppressWarnings("exports") // Tests share the package of what they test, and may see what it keeps to itself.
    public List<JsonObject> read(String suite) throws IOException {
        String text = Files.readString(file(suite), StandardCharsets.UTF_8);
        return JsonReader.readObject("{\"vectors\":" + text + "}").objects("vectors");
    }

    /** Returns the names of the suites that are there, in order. */
    public List<String> suites() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> path.relativize(file).toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        }
    }

    private Path file(String suite) {
        return path.resolve(suite + ".json");
    }
}
