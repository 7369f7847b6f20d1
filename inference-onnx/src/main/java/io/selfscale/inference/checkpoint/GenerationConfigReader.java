package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads {@code generation_config.json}. The file may be missing, and so may any key: the defaults are those of Hugging
 * Face transformers (no drawing, temperature 1, top-k 50, top-p 1, no penalty). End ids are then looked for in {@code config.json}
 * (top level, then {@code text_config}) and at last as {@code eos_token} of {@code tokenizer_config.json}.
 */
final class GenerationConfigReader {

    static final String FILE = "generation_config.json";
    static final String TOKENIZER_CONFIG_FILE = "tokenizer_config.json";

    private static final String END_IDS = "eos_token_id";
    private static final int MAX_END_IDS = 64;
    private static final int DEFAULT_TOP_K = 50;

    private GenerationConfigReader() {}

    /** The defaults for sampling; null when something is wrong, which is then noted. */
    static @Nullable GenerationConfig read(
            Path folder,
            JsonNode config,
            @Nullable ModelConfig model,
            TokenizerReader.@Nullable Tokenizer tokenizer,
            Problems problems) {
        long before = problems.count();
        JsonNode root = CheckpointFiles.exists(folder.resolve(FILE))
                ? Json.object(folder, FILE, problems)
                : JsonNodeFactory.instance.objectNode();
        if (root == null) {
            return null;
        }
        Fields fields = new Fields(FILE, "", root, problems);
        int vocabulary = model == null ? Integer.MAX_VALUE : model.text().vocabularySize();
        List<Integer> ends = endIds(folder, fields, config, tokenizer, vocabulary, problems);
        // A temperature of 0 is not in the range of the formula but is often written; it means the most likely token.
        boolean greedy = fields.has("temperature") && Fields.finite(fields.node("temperature")) == 0;
        GenerationConfig generation = new GenerationConfig(
                ends,
                fields.flag("do_sample", false) && !greedy,
                greedy ? 1 : fields.number("temperature", 0, 1_000, 1),
                Math.max(0, fields.integer("top_k", -1, Integer.MAX_VALUE, DEFAULT_TOP_K)),
                fields.number("top_p", 0, 1, 1),
                fields.number("repetition_penalty", 0, 1_000, 1));
        return problems.count() > before ? null : generation;
    }

    private static List<Integer> endIds(
            Path folder,
            Fields generation,
            JsonNode config,
            TokenizerReader.@Nullable Tokenizer tokenizer,
            int vocabulary,
            Problems problems) {
        Fields top = new Fields(ConfigReader.FILE, "", config, problems);
        Fields text = new Fields(ConfigReader.FILE, "text_config.", config.path("text_config"), problems);
        for (Fields place : List.of(generation, top, text)) {
            if (place.has(END_IDS)) {
                return place.node(END_IDS).isArray()
                        ? place.integers(END_IDS, 1, MAX_END_IDS, 0, vocabulary - 1).stream()
                                .distinct()
                                .toList()
                        : List.of(place.integer(END_IDS, 0, vocabulary - 1));
            }
        }
        Integer end = endToken(folder, tokenizer, vocabulary, problems);
        if (end == null) {
            generation.fault(
                    END_IDS,
                    "expected an id or a list of ids, here or in config.json, or a known eos_token in "
                            + TOKENIZER_CONFIG_FILE + ", but found none; without one an answer would never end");
            return List.of();
        }
        return List.of(end);
    }

    private static @Nullable Integer endToken(
            Path folder, TokenizerReader.@Nullable Tokenizer tokenizer, int vocabulary, Problems problems) {
        if (tokenizer == null || !CheckpointFiles.exists(folder.resolve(TOKENIZER_CONFIG_FILE))) {
            return null;
        }
        JsonNode root = Json.object(folder, TOKENIZER_CONFIG_FILE, problems);
        if (root == null) {
            return null;
        }
        JsonNode token = root.path("eos_token");
        // Either the text itself or an object that describes the token.
        JsonNode content = token.isObject() ? token.path("content") : token;
        Long id = content.isString() ? tokenizer.added().get(content.stringValue()) : null;
        return id == null || id < 0 || id >= vocabulary ? null : (Integer) id.intValue();
    }
}
