package io.selfscale.inference.checkpoint.tiny;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A byte-level BPE tokenizer: the 256 byte symbols, a few merges of English, and the added tokens of the family. Its ids
 * are not those of the real models, so that nobody can get by with ids that are not read from the configuration.
 */
final class TinyTokenizer {

    /** A few rows more than there are tokens, as the real models have. */
    static final int VOCABULARY_SIZE = 304;

    private static final int BYTES = 256;

    /** In the alphabet of byte-level BPE, where Ġ is the space. */
    private static final List<List<String>> MERGES = List.of(
            List.of("h", "e"),
            List.of("i", "n"),
            List.of("r", "e"),
            List.of("o", "n"),
            List.of("a", "t"),
            List.of("e", "r"),
            List.of("Ġ", "t"),
            List.of("Ġ", "a"),
            List.of("Ġt", "he"),
            List.of("in", "g"),
            List.of("i", "s"),
            List.of("o", "u"),
            List.of("Ġ", "w"),
            List.of("Ġa", "n"),
            List.of("Ġan", "d"),
            List.of("e", "s"));

    private static final List<String> SPECIAL = List.of(
            "<|endoftext|>",
            "<|im_start|>",
            "<|im_end|>",
            "<|object_ref_start|>",
            "<|object_ref_end|>",
            "<|box_start|>",
            "<|box_end|>",
            "<|quad_start|>",
            "<|quad_end|>",
            "<|vision_start|>",
            "<|vision_end|>",
            "<|vision_pad|>",
            "<|image_pad|>",
            "<|video_pad|>");

    /** Added, but part of what an answer says: skipping special tokens keeps them. */
    private static final List<String> PLAIN =
            List.of("<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<think>", "</think>");

    /** How text falls into pieces before the merges: contractions, words, single digits, signs, line ends, spaces. */
    private static final String PIECES = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private static final JsonMapper MAPPER = new JsonMapper();

    private TinyTokenizer() {}

    /** The id of an added token. */
    static int id(String token) {
        List<String> added = added();
        if (!added.contains(token)) {
            throw new IllegalArgumentException("no added token " + token);
        }
        return BYTES + MERGES.size() + added.indexOf(token);
    }

    /** {@code tokenizer.json}. */
    static String tokenizer() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (String token : added()) {
            describe(added.addObject().put("id", id(token)), token);
        }
        root.putObject("normalizer").put("type", "NFC");
        ArrayNode steps =
                root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", PIECES);
        split.put("behavior", "Isolated").put("invert", false);
        byteLevel(steps.addObject());
        byteLevel(root.putObject("post_processor"));
        byteLevel(root.putObject("decoder"));
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", false);
        ObjectNode vocabulary = model.putObject("vocab");
        List<String> symbols = symbols();
        for (int id = 0; id < symbols.size(); id++) {
            vocabulary.put(symbols.get(id), id);
        }
        ArrayNode merges = model.putArray("merges");
        for (List<String> merge : MERGES) {
            vocabulary.put(String.join("", merge), vocabulary.size());
            merge.forEach(merges.addArray()::add);
        }
        return MAPPER.writeValueAsString(root) + "\n";
    }

    /** {@code tokenizer_config.json}. */
    static String configuration(int maxPositions) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("add_bos_token", false).put("add_prefix_space", false);
        ObjectNode decoder = root.putObject("added_tokens_decoder");
        for (String token : added()) {
            describe(decoder.putObject(String.valueOf(id(token))), token);
        }
        root.putNull("bos_token").put("clean_up_tokenization_spaces", false);
        root.put("eos_token", "<|im_end|>").put("errors", "replace").put("model_max_length", maxPositions);
        root.put("pad_token", "<|endoftext|>").put("padding_side", "left").put("split_special_tokens", false);
        root.put("tokenizer_class", "Qwen2Tokenizer").putNull("unk_token");
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static List<String> added() {
        List<String> added = new ArrayList<>(SPECIAL);
        added.addAll(PLAIN);
        return added;
    }

    private static void describe(ObjectNode node, String token) {
        node.put("content", token)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false);
        node.put("normalized", false).put("special", SPECIAL.contains(token));
    }

    private static void byteLevel(ObjectNode node) {
        node.put("type", "ByteLevel").put("add_prefix_space", false);
        node.put("trim_offsets", false).put("use_regex", false);
    }

    /**
     * The alphabet of byte-level BPE: printable bytes stand for themselves and come first, the others are shown by the
     * characters from U+0100 on, in the order of the bytes (the byte encoder of GPT-2).
     */
    private static List<String> symbols() {
        List<String> printable = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (int b = 0; b < BYTES; b++) {
            if ((b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE) {
                printable.add(String.valueOf((char) b));
            } else {
                shown.add(String.valueOf((char) (BYTES + shown.size())));
            }
        }
        printable.addAll(shown);
        return printable;
    }
}
