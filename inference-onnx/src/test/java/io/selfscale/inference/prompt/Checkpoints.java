package io.selfscale.inference.prompt;

import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.checkpoint.TextConfig;
import io.selfscale.inference.checkpoint.VisionConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Small tokenizers and configs for tests. */
final class Checkpoints {

    static final JsonMapper JSON = new JsonMapper();

    static final List<String> SPECIAL = List.of(
            "<|endoftext|>",
            "<|im_start|>",
            "<|im_end|>",
            "<|vision_start|>",
            "<|vision_end|>",
            "<|image_pad|>",
            "<|video_pad|>");
    static final List<String> ADDED = List.of("<tool_call>", "</tool_call>", "<think>", "</think>");

    /** Two letters that are merged. */
    static final List<List<String>> MERGES = List.of(List.of("h", "e"), List.of("Ġ", "t"), List.of("Ġt", "he"));

    private Checkpoints() {}

    static int id(String addedToken) {
        List<String> all = new ArrayList<>(SPECIAL);
        all.addAll(ADDED);
        return 256 + MERGES.size() + all.indexOf(addedToken);
    }

    /** A byte-level tokenizer of the Qwen kind with 256 bytes, three merges and eleven added tokens. */
    static Map<String, Object> tokenizer() {
        Map<String, Object> vocabulary = new LinkedHashMap<>();
        for (int value = 0; value < 256; value++) {
            vocabulary.put(String.valueOf(TokenizerFile.ByteLevel.character(value)), value);
        }
        for (List<String> merge : MERGES) {
            vocabulary.put(String.join("", merge), vocabulary.size());
        }
        List<Object> added = new ArrayList<>();
        for (String text : SPECIAL) {
            added.add(added(text, true));
        }
        for (String text : ADDED) {
            added.add(added(text, false));
        }
        Map<String, Object> split = Map.of(
                "type",
                "Split",
                "pattern",
                Map.of(
                        "Regex",
                        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                                + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
                "behavior",
                "Isolated",
                "invert",
                false);
        Map<String, Object> byteLevel =
                Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", false);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", "1.0");
        root.put("added_tokens", added);
        root.put("normalizer", Map.of("type", "NFC"));
        root.put("pre_tokenizer", Map.of("type", "Sequence", "pretokenizers", List.of(split, byteLevel)));
        root.put("decoder", byteLevel);
        root.put("model", new LinkedHashMap<>(Map.of("type", "BPE", "vocab", vocabulary, "merges", MERGES)));
        return root;
    }

    /** An object inside of a JSON object, to be changed. */
    @SuppressWarnings("unchecked") // The keys of JSON objects are strings.
    static Map<String, Object> object(Map<String, Object> parent, String name) {
        return (Map<String, Object>) Objects.requireNonNull(parent.get(name), name);
    }

    private static Map<String, Object> added(String text, boolean special) {
        Map<String, Object> token = new LinkedHashMap<>(Map.of("id", id(text), "content", text, "special", special));
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            token.put(flag, false);
        }
        return token;
    }

    static Path write(Path folder, Object tokenizer) throws IOException {
        return Files.write(
                folder.resolve("tokenizer.json"),
                JSON.writeValueAsString(tokenizer).getBytes(StandardCharsets.UTF_8));
    }

    static ModelConfig config() {
        return config(
                300, 4096, id("<|image_pad|>"), id("<|video_pad|>"), id("<|vision_start|>"), id("<|vision_end|>"));
    }

    /** A config of which the prompt reads only these. */
    static ModelConfig config(int rows, int maxPositions, int image, int video, int start, int end) {
        return new ModelConfig(
                new TextConfig(rows, 16, 16, 1, 1, 1, 16, maxPositions, 1e-6, 5e6, List.of(4, 2, 2)),
                new VisionConfig(1, 16, 16, 1, 16, 3, 16, 2, 2, 4, List.of(0)),
                image,
                video,
                start,
                end,
                true);
    }
}
