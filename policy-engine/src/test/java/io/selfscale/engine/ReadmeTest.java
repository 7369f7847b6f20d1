package io.selfscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The code in the README is that of the embedding example, which is built and run by {@code .ci/run}. */
class ReadmeTest {

    private static final Path ROOT = Path.of(Objects.requireNonNullElse(System.getProperty("selfscale.root"), ".."));

    @Test
    void showsTheCodeOfTheEmbeddingExample() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<String> regions =
                regions(Files.readAllLines(ROOT.resolve("examples/embedding/src/main/java/example/Embedding.java")));
        assertThat(regions).hasSize(2);
        assertThat(readme).contains(regions);
    }

    @Test
    void namesTheVersionOfThisBuild() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>"), pom.indexOf("</version>"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(version);
        assertThat(Files.readString(ROOT.resolve("examples/embedding/pom.xml"))).contains(version);
    }

    /** Returns what stands between {@code // README: ...} and {@code // README: end}, indented as the first line is. */
    private static List<String> regions(List<String> lines) {
        List<String> regions = new ArrayList<>();
        StringBuilder region = null;
        int indent = 0;
        for (String line : lines) {
            if (line.strip().equals("// README: end") && region != null) {
                regions.add("```java\n" + region + "```");
                region = null;
            } else if (region != null) {
                region.append(line.substring(Math.min(indent, line.length()))).append('\n');
            } else if (line.strip().startsWith("// README: ")) {
                region = new StringBuilder();
                indent = line.indexOf("//");
            }
        }
        return regions;
    }
}
