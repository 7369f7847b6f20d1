package io.selfscale.inference.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

class TokenizerProperties {

    private static @Nullable Tokenizer opened;

    @BeforeContainer
    static void open() {
        try {
            Path folder = Files.createTempDirectory("tokenizer");
            Path file = Checkpoints.write(folder, Checkpoints.tokenizer());
            opened = Tokenizer.open(file);
            Files.delete(file);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterContainer
    static void close() {
        tokenizer().close();
    }

    private static Tokenizer tokenizer() {
        return Objects.requireNonNull(opened);
    }

    /** Unicode of all kinds, mixed with whole and broken special tokens and with the marks that a template carries. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> tokens = Arbitraries.of(ChatTemplateTest.ADDED).map(AddedToken::text);
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(8),
                Arbitraries.strings().ascii().ofMaxLength(8),
                tokens,
                tokens.map(text -> text.substring(0, text.length() / 2)),
                tokens.map(text -> text.substring(text.length() / 2)),
                Arbitraries.of("\uFDD0", "\uFDD1", "\uFDD2", "\uFDD3", "{{ x }}", "{%", "😀", "e\u0301", "\r\n", "  "));
        return pieces.list().ofMaxSize(8).map(list -> String.join("", list));
    }

    @Property(tries = 300)
    void whatIsEncodedIsDecodedAgain(@ForAll("texts") String text) {
        String known = text.codePoints()
                .filter(Character::isDefined)
                .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(tokenizer().decode(tokenizer().encode(known)))
                .isEqualTo(Normalizer.normalize(known, Normalizer.Form.NFC));
    }

    @Property(tries = 300)
    void noTextGivesAnAddedToken(@ForAll("texts") String text) {
        assertThat(Arrays.stream(tokenizer().encode(text)).max().orElse(0)).isLessThan(Checkpoints.id("<|endoftext|>"));
    }

    @Property(tries = 200)
    void aMessageAddsNoSpecialTokenToAPromptWhateverPrintsIt(
            @ForAll("texts") String first, @ForAll("texts") String second, @ForAll("texts") String answer) {
        List<Message> messages = List.of(
                Message.of(Role.SYSTEM, second),
                new Message(Role.USER, List.of(new Part.Text(first), new Part.Text(second), new Part.Image(first))),
                new Message(Role.ASSISTANT, List.of(new Part.Text(answer)), null, List.of(new ToolCall(first, second))),
                Message.of(Role.TOOL, first));
        String jinja = ""
                + "{% for m in messages %}{{ '<|im_start|>' + m.role }}"
                + "{% if m.content is string %}{{ m.content }}{% else %}{% for c in m.content %}"
                + "{% if c.text is defined %}{{ c.text }}{% else %}<|image_pad|>{% endif %}{% endfor %}{% endif %}"
                + "{% for t in m.tool_calls %}{{ t.function.name }}{{ t.function.arguments | tojson }}{% endfor %}"
                + "{{ '<|im_end|>' }}{% endfor %}";
        for (ChatTemplate template :
                List.of(ChatTemplate.ofEngine(jinja, ChatTemplateTest.ADDED), PromptEncoderTest.instruct())) {
            List<Integer> special = Arrays.stream(
                            tokenizer().encode(template.render(messages, new ChatOptions(List.of(), false, false))))
                    .filter(tokenizer()::isSpecial)
                    .filter(id -> id != Checkpoints.id("<|vision_start|>") && id != Checkpoints.id("<|vision_end|>"))
                    .boxed()
                    .collect(Collectors.toList());
            int start = Checkpoints.id("<|im_start|>");
            int end = Checkpoints.id("<|im_end|>");
            int image = Checkpoints.id("<|image_pad|>");
            assertThat(special).containsExactly(start, end, start, image, end, start, end, start, end);
        }
    }

    @Property(tries = 200)
    void aStreamGivesTheSameTextAsAllAtOnce(@ForAll("texts") String text, @ForAll List<Byte> noise) {
        int[] encoded = tokenizer().encode(text);
        int[] ids = Arrays.copyOf(encoded, encoded.length + noise.size());
        for (int i = 0; i < noise.size(); i++) {
            ids[encoded.length + i] = noise.get(i) & 0xFF;
        }
        StreamDecoder stream = new StreamDecoder(tokenizer());
        StringBuilder streamed = new StringBuilder();
        for (int id : ids) {
            streamed.append(stream.append(id));
        }
        assertThat(streamed.append(stream.finish()).toString())
                .isEqualTo(tokenizer().decode(ids));
    }
}
