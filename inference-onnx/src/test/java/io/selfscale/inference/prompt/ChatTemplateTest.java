package io.selfscale.inference.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ChatTemplateTest {

    private static final List<Message> HELLO = List.of(Message.of(Role.USER, "Hello"));

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

    @Test
    void aTemplateCanRefuseAConversation() {
        ChatTemplate template =
                ChatTemplate.of("{% if true %}{{ raise_exception('no ' + messages[0].role) }}{% endif %}", ADDED);
        assertThatThrownBy(() -> template.render(HELLO, ChatOptions.defaults()))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("the template refuses the conversation: no user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% if x",
                "{{ 'a",
                "{% nosuchtag %}",
                "{{ nosuchfunction(1) }}",
                "{{ messages[0].role.nosuchmethod() }}",
                "{{ messages|nosuchfilter }}",
                "{% if true %}",
                "{% for m in messages %}x{% else %}y{% endfor %}",
                "{{ strftime_now('%Y') }}"
            })
    void refusesTemplatesThatItCannotPrint(String template) {
        assertThatThrownBy(() -> ChatTemplate.of(template, ADDED).render(HELLO, ChatOptions.defaults()))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("chat template");
    }

    @Test
    void aTemplateCannotReachIntoJava() {
        for (String template : List.of(
                "{{ messages.getClass() }}",
                "{{ messages[0].getClass().getName() }}",
                "{{ ''.getClass().forName('java.lang.Runtime') }}",
                "{{ ____int3rpr3t3r____.config }}",
                "{% import '/etc/hostname' as x %}",
                "{% include '/etc/hostname' %}")) {
            assertThatThrownBy(() -> ChatTemplate.of(template, ADDED).render(HELLO, ChatOptions.defaults()))
                    .as(template)
                    .isInstanceOf(PromptException.class);
        }
    }

    @Test
    void aTemplateThatNeverEndsIsStopped() {
        String loop = "{% for i in range(1000) %}";
        ChatTemplate template = ChatTemplate.of(loop.repeat(4) + "x" + "{% endfor %}".repeat(4), ADDED);
        assertThatThrownBy(() -> template.render(HELLO, ChatOptions.defaults()))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("does not come to an end");
    }

    @Test
    void toolsMustBeJson() {
        ChatOptions options = new ChatOptions(List.of("{}", "{\"a\":"), true, false);
        for (ChatTemplate template : List.of(PromptEncoderTest.instruct(), ChatTemplate.of("{{ tools }}", ADDED))) {
            assertThatThrownBy(() -> template.render(HELLO, options))
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("tool 2");
        }
    }

    @Test
    void namesTheArtifactWhenTheEngineIsAbsent() throws Exception {
        ClassLoader without = new ClassLoader(ChatTemplateTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("com.hubspot.")) {
                    throw new ClassNotFoundException(name);
                }
                if (!name.startsWith("io.selfscale.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Method of = without.loadClass(ChatTemplate.class.getName()).getMethod("of", String.class, List.class);
        assertThatThrownBy(() -> of.invoke(null, "{{ messages }}", List.of()))
                .hasCauseInstanceOf(
                        without.loadClass(PromptException.class.getName()).asSubclass(Exception.class))
                .rootCause()
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> of.invoke(null, "{{ messages }}", List.of()))
                .cause()
                .hasMessageContaining("add the dependency com.hubspot.jinjava:jinjava:");
    }

    @Test
    void printsJsonAsPythonDoes() {
        String json =
                "{\"a\":[1,-2.50,1e-7,1e16,123456789012345680.0,0.1,1e22,5e-324,12345678901234567890,0.0001,100.0],"
                        + "\"b\":\"<'&\\u00e9\\u0001\\u007f\\n\\\"/\",\"c\":{},\"d\":[],\"e\":null,\"f\":true}";
        assertThat(PythonJson.format(PythonJson.parse(json, "text")))
                .isEqualTo("{\"a\": [1, -2.5, 1e-07, 1e+16, 1.2345678901234568e+17, 0.1, 1e+22, 5e-324,"
                        + " 12345678901234567890, 0.0001, 100.0],"
                        + " \"b\": \"<'&é\\u0001\u007f\\n\\\"/\", \"c\": {}, \"d\": [], \"e\": null, \"f\": true}");
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ChatTemplateTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
