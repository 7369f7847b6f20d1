package io.selfscale.engine.hpa;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of test vectors, given by the system property {@code selfscale.vectors}. It is not part of the project; a
 * relative path counts from the root of the repository.
 *
 * @param path where it is, if it is there
 */
record VectorFolder(Path path) {

    /** Returns the folder of the vectors of one kind. */
    static VectorFolder of(String kind) {
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

    boolean isThere() {
        return Files.isDirectory(path);
    }

    boolean has(String suite) {
        return Files.isRegularFile(file(suite));
    }

    /** Returns the vectors of a suite, in the order of its file. */
    List<JsonObject> read(String suite) throws IOException {
        String text = Files.readString(file(suite), StandardCharsets.UTF_8);
        return JsonReader.readObject("{\"vectors\":" + text + "}").objects("vectors");
    }

    private Path file(String suite) {
        return path.resolve(suite + ".json");
    }
}
