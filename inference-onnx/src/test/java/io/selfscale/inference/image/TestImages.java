package io.selfscale.inference.image;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The images that {@code src/test/python/decoder_images.py} wrote, each with what Pillow sees in it. */
final class TestImages {

    private static final String EXPECTED = ".expected.png";

    private TestImages() {}

    private static Path folder() {
        try {
            URL one = Objects.requireNonNull(TestImages.class.getResource("decoder/lossless.webp"), "test image");
            return Objects.requireNonNull(Path.of(one.toURI()).getParent(), "folder of test images");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> Objects.requireNonNull(file.getFileName()).toString())
                    .filter(name -> !name.endsWith(EXPECTED))
                    .sorted()
                    .toList();
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder().resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] expected(String name) {
        return bytes(name + EXPECTED);
    }
}
