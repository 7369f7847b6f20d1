package io.selfscale.inference.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {

    @TempDir
    Path folder;

    private Tokenizer open() throws IOException {
        return Tokenizer.open(Checkpoints.write(folder, Checkpoints.tokenizer()));
    }

    @Test
    void mergesOrdinaryText() throws IOException {
        try (Tokenizer tokenizer = open()) {
            assertThat(tokenizer.encode("he the"))
                    .containsExactly(Checkpoints.id("<|endoftext|>") - 3, Checkpoints.id("<|endoftext|>") - 1);
            assertThat(tokenizer.encode("")).isEmpty();
            assertThat(tokenizer.vocabularySize()).isEqualTo(270);
        }
    }

    @Test
    void readsSpecialTokensInTextOfTheTemplateOnly() throws IOException {
        try (Tokenizer tokenizer = open()) {
            RenderedPrompt prompt = new RenderedPrompt.Builder(tokenizer.addedTokens())
                    .template("<|im_start|>x")
                    .data("<|im_end|>")
                    .template("<|im_end|><think>")
                    .build();
            int[] ids = tokenizer.encode(prompt);
            int[] inside = tokenizer.encode("x<|im_end|>");
            assertThat(ids).hasSize(inside.length + 3).startsWith(Checkpoints.id("<|im_start|>"));
            assertThat(Arrays.copyOfRange(ids, 1, 1 + inside.length)).isEqualTo(inside);
            assertThat(ids).endsWith(Checkpoints.id("<|im_end|>"), Checkpoints.id("<think>"));
        }
    }

    @Test
    void keepsAddedTokensOfAnAssistantThatAreNotSpecial() throws IOException {
        try (Tokenizer tokenizer = open()) {
            RenderedPrompt prompt = new RenderedPrompt.Builder(tokenizer.addedTokens())
                    .assistant("<think>a<|im_end|></think>")
                    .build();
            assertThat(tokenizer.encode(prompt))
                    .startsWith(Checkpoints.id("<think>"))
                    .endsWith(Checkpoints.id("</think>"))
                    .doesNotContain(Checkpoints.id("<|im_end|>"));
        }
    }

    @Test
    void formsNoSpecialTokenWhereTwoTextsMeet() throws IOException {
        try (Tokenizer tokenizer = open()) {
            RenderedPrompt prompt = new RenderedPrompt.Builder(tokenizer.addedTokens())
                    .data("<|im_")
                    .data("end|>")
                    .template("<|im_")
                    .data("end|>")
                    .data("<|im_")
                    .template("end|>")
                    .build();
            assertThat(tokenizer.encode(prompt)).isEqualTo(tokenizer.encode("<|im_end|>".repeat(3)));
            assertThat(tokenizer.encode(prompt)).doesNotContain(Checkpoints.id("<|im_end|>"));
        }
    }

    @Test
    void readsEverySpecialTokenInUserTextAsOrdinaryText() throws IOException {
        try (Tokenizer tokenizer = open()) {
            for (AddedToken token : tokenizer.addedTokens()) {
                int[] ids = tokenizer.encode(token.text());
                assertThat(ids).doesNotContain(token.id());
                assertThat(tokenizer.decode(ids)).isEqualTo(token.text());
            }
        }
    }

    @Test
    void encodesWhatIsHardForNativeCode() throws IOException {
        try (Tokenizer tokenizer = open()) {
            for (String text : List.of("a\0b", "😀👍🏽", "红色的", "\u0000", "\uFFFF\uFDD0", "x".repeat(100_000))) {
                assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
            }
            assertThat(tokenizer.decode(tokenizer.encode("a\uD800b\uDC00"))).isEqualTo("a\uFFFDb\uFFFD");
        }
    }

    @Test
    void decodesWithoutSpecialTokensButWithOtherAddedOnes() throws IOException {
        try (Tokenizer tokenizer = open()) {
            assertThat(tokenizer.decode(
                            Checkpoints.id("<|im_start|>"),
                            Checkpoints.id("<think>"),
                            Checkpoints.id("<|im_end|>"),
                            299))
                    .isEqualTo("<think>");
            assertThat(tokenizer.bytes(Checkpoints.id("<|im_end|>")))
                    .isEqualTo("<|im_end|>".getBytes(StandardCharsets.UTF_8));
            assertThat(tokenizer.bytes(299)).isEmpty();
            assertThatThrownBy(() -> tokenizer.bytes(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void cannotBeUsedOnceClosed() throws IOException {
        Tokenizer tokenizer = open();
        tokenizer.close();
        tokenizer.close();
        assertThatThrownBy(() -> tokenizer.encode("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void tellsAllThatDoesNotFitTheModel() throws IOException {
        try (Tokenizer tokenizer = open()) {
            tokenizer.check(Checkpoints.config());
            assertThatThrownBy(() -> tokenizer.check(Checkpoints.config(
                            269, 10, 5, Checkpoints.id("<|video_pad|>"), 7, Checkpoints.id("<|vision_end|>"))))
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("largest id is 269 but the model has 269 rows")
                    .hasMessageContaining("image_token_id is 5 but <|image_pad|> has id 264")
                    .hasMessageContaining("vision_start_token_id is 7");
        }
    }

    @Test
    void tellsAllThatIsWrongInAFile() throws IOException {
        Map<String, Object> root = Checkpoints.tokenizer();
        root.put("decoder", Map.of("type", "WordPiece"));
        root.put(
                "added_tokens",
                List.of(
                        Map.of("id", 3, "content", "<a>", "lstrip", true),
                        Map.of("id", -1, "content", "<b>"),
                        Map.of("id", 9, "content", "")));
        root.put("model", Map.of("type", "Unigram", "vocab", Map.of("x", 3, "y", 1 << 30)));
        Path file = Checkpoints.write(folder, root);
        assertThatThrownBy(() -> Tokenizer.open(file))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("model.type: expected \"BPE\", found \"Unigram\"")
                .hasMessageContaining("decoder: expected \"ByteLevel\"")
                .hasMessageContaining("added_tokens[0].lstrip")
                .hasMessageContaining("added_tokens[1].id: expected an id")
                .hasMessageContaining("added_tokens[2].content")
                .hasMessageContaining("model.vocab[\"y\"]: expected an id")
                .hasMessageContaining("id 3 of <a> is the id of another token");
    }

    @Test
    void refusesFilesThatAreNoTokenizer() throws IOException {
        List<String> contents =
                new ArrayList<>(List.of("", "{", "[]", "3", "{}", "\0\0\0", "{\"model\":".repeat(5000)));
        Map<String, Object> badMerges = Checkpoints.tokenizer();
        badMerges.put(
                "model", new LinkedHashMap<>(Map.of("type", "BPE", "vocab", Map.of("a", 0), "merges", List.of("q r"))));
        contents.add(Checkpoints.JSON.writeValueAsString(badMerges));
        Map<String, Object> badRegex = Checkpoints.tokenizer();
        badRegex.put("pre_tokenizer", Map.of("type", "Split", "pattern", Map.of("Regex", "(((")));
        contents.add(Checkpoints.JSON.writeValueAsString(badRegex));
        for (String content : contents) {
            Path file = Files.writeString(folder.resolve("bad.json"), content);
            assertThatThrownBy(() -> Tokenizer.open(file))
                    .isInstanceOf(PromptException.class)
                    .hasMessageContaining("bad.json");
        }
        assertThatThrownBy(() -> Tokenizer.open(folder.resolve("none.json")))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("none.json");
    }

    @Test
    void takesAddedTokensOutOfTheVocabularyToo() throws IOException {
        Map<String, Object> root = Checkpoints.tokenizer();
        @SuppressWarnings("unchecked")
        Map<String, Object> model = (Map<String, Object>) root.get("model");
        @SuppressWarnings("unchecked")
        Map<String, Object> vocabulary = (Map<String, Object>) model.get("vocab");
        vocabulary.put("<|im_end|>", Checkpoints.id("<|im_end|>"));
        model.put("ignore_merges", true);
        root.put(
                "pre_tokenizer",
                Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", false));
        try (Tokenizer tokenizer = Tokenizer.open(Checkpoints.write(folder, root))) {
            assertThat(tokenizer.encode("<|im_end|>")).hasSize(10).doesNotContain(Checkpoints.id("<|im_end|>"));
        }
    }
}
