package io.selfscale.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The published schema and reference are those of the code. {@code -Dselfscale.regenerate=true} writes them anew. */
class PolicyDocumentationTest {

    private static final Path DOCS = Repository.folder("docs");
    private static final String START = "<!-- reference: generated -->\n";
    private static final String END = "<!-- end of reference -->\n";

    @Test
    void theSchemaIsUpToDate() throws IOException {
        Path file = DOCS.resolve("policy-schema.json");
        if (Boolean.getBoolean("selfscale.regenerate")) {
            Files.writeString(file, PolicySchema.json());
        }

        assertThat(Files.readString(file)).isEqualTo(PolicySchema.json());
    }

    @Test
    void theReferenceIsUpToDate() throws IOException {
        Path file = DOCS.resolve("policy-files.md");
        String text = Files.readString(file);
        assertThat(text).contains(START, END);
        String generated = text.substring(0, text.indexOf(START) + START.length())
                + "\n"
                + PolicyReference.markdown()
                + "\n"
                + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("selfscale.regenerate")) {
            Files.writeString(file, generated);
        }

        assertThat(Files.readString(file)).isEqualTo(generated);
    }
}
