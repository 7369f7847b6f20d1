package io.selfscale.inference.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class ChatTemplateTest {

    static final List<AddedToken> ADDED = Stream.concat(
                    Checkpoints.SPECIAL.stream().map(text -> new AddedToken(Checkpoints.id(text), text, true)),
                    Checkpoints.ADDED.stream().map(text -> new AddedToken(Checkpoints.id(text), text, false)))
            .toList();

    /** The file was made by Jinja 3.1.6 with the settings and the filter of Hugging Face transformers. */
    @TestFactory
    Stream<DynamicTest> theEnginePrintsWhatJinjaPrints() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        int number = 0;
        for (JsonNode expected : Checkpoints.JSON.readTree(resource("rendered.json"))) {
            String name = expected.path("template").asString();
            tests.add(DynamicTest.dynamicTest(name + " " + number++, () -> {
                List<String> tools = new ArrayList<>();
                expected.path("tools").forEach(tool -> tools.add(tool.asString()));
                ChatOptions options = new ChatOptions(
                        tools,
                        expected.path("add_generation_prompt").asBoolean(),
                        expected.path("add_vision_id").asBoolean());
                ChatTemplate template = ChatTemplate.of(resource(name), ADDED);
                assertThat(template.render(Conversations.read(expected.path("messages")), options)
                                .text())
                        .isEqualTo(expected.path("prompt").asString());
            }));
        }
        return tests.stream();
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ChatTemplateTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
