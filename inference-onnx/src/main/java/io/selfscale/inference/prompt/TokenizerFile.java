package io.selfscale.inference.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code tokenizer.json} says, checked.
 *
 * @param json the same file without its added tokens, for the native library: it then splits and merges text, and never
 *     looks for tokens in it
 * @param added the added tokens, longest text first
 * @param bytes what each id stands for, as bytes of UTF-8; null where no token has the id
 * @param longest the most bytes that a token of ordinary text stands for
 */
@SuppressWarnings("ArrayRecordComponent") // large, and read by the tokenizer alone
record TokenizerFile(String json, List<AddedToken> added, byte @Nullable [][] bytes, int longest) {

    /** Released files have 7 to 11 MiB. */
    private static final long MAX_BYTES = 128L << 20;

    private static final int MAX_ID = 1 << 22;

    static TokenizerFile read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new PromptException(file + ": expected at most " + MAX_BYTES + " bytes, found " + size);
            }
            // Names of the vocabulary are read once: a table of known names would only hold memory.
            JsonMapper mapper = new JsonMapper(JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .build());
            JsonNode root = mapper.readTree(Files.readAllBytes(file));
            if (root instanceof ObjectNode object) {
                return new Reader(file).read(object);
            }
            throw new PromptException(file + ": expected a JSON object, found " + root.getNodeType());
        } catch (IOException e) {
            throw new PromptException(
                    file + ": cannot be read (" + e + "); expected the tokenizer.json of a checkpoint", e);
        } catch (JacksonException e) {
            throw new PromptException(file + ": is not JSON (" + e.getOriginalMessage() + "); copy it anew", e);
        }
    }

    /** The same without the text that only the native library needed. */
    TokenizerFile withoutJson() {
        return new TokenizerFile("", added, bytes, longest);
    }

    /** Reads one file and collects what is wrong with it. */
    private static final class Reader {

        private final Path file;
        private final List<String> problems = new ArrayList<>();

        Reader(Path file) {
            this.file = file;
        }

        TokenizerFile read(ObjectNode root) {
            JsonNode model = root.path("model");
            String type = model.path("type").asString("");
            JsonNode vocabulary = model.path("vocab");
            if (!type.equals("BPE")) {
                problems.add("model.type: expected \"BPE\", found \"" + type + "\"");
            }
            if (!root.path("decoder").toString().contains("\"ByteLevel\"")) {
                problems.add("decoder: expected \"ByteLevel\", found " + abbreviate(root.path("decoder")));
            }
            if (!vocabulary.isObject() || vocabulary.isEmpty()) {
                problems.add("model.vocab: expected an object of tokens and ids, found " + abbreviate(vocabulary));
            }
            List<AddedToken> added = added(root.path("added_tokens"));
            Map<Integer, String> texts = new HashMap<>();
            int highest = 0;
            for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
                int id = id("model.vocab[\"" + entry.getKey() + "\"]", entry.getValue());
                if (texts.put(id, entry.getKey()) != null) {
                    problems.add("model.vocab: id " + id + " is given to two tokens");
                }
                highest = Math.max(highest, id);
            }
            for (AddedToken token : added) {
                String text = texts.get(token.id());
                if (text != null && !text.equals(token.text())) {
                    problems.add("added_tokens: id " + token.id() + " of " + token.text()
                            + " is the id of another token of model.vocab");
                }
                highest = Math.max(highest, token.id());
            }
            if (!problems.isEmpty()) {
                int shown = Math.min(20, problems.size());
                throw new PromptException(
                        file + " cannot be used:\n  " + String.join("\n  ", problems.subList(0, shown))
                                + (shown < problems.size() ? "\n  and " + (problems.size() - shown) + " more" : ""));
            }
            byte @Nullable [][] bytes = new byte[highest + 1][];
            int longest = 1;
            for (Map.Entry<Integer, String> entry : texts.entrySet()) {
                byte[] token = ByteLevel.bytes(entry.getValue());
                bytes[entry.getKey()] = token;
                longest = Math.max(longest, token.length);
            }
            for (AddedToken token : added) {
                bytes[token.id()] = token.text().getBytes(StandardCharsets.UTF_8);
            }
            return new TokenizerFile(ordinary(root, added), added, bytes, longest);
        }

        private List<AddedToken> added(JsonNode array) {
            List<AddedToken> added = new ArrayList<>();
            Set<String> texts = new HashSet<>();
            Set<Integer> ids = new HashSet<>();
            for (int i = 0; i < array.size(); i++) {
                JsonNode entry = array.get(i);
                String where = "added_tokens[" + i + "]";
                String text = entry.path("content").asString("");
                if (text.isEmpty()) {
                    problems.add(where + ".content: expected a text that is not empty, found " + abbreviate(entry));
                    continue;
                }
                for (String flag : List.of("lstrip", "rstrip", "single_word")) {
                    if (entry.path(flag).asBoolean(false)) {
                        problems.add(where + "." + flag + " of " + text
                                + ": expected false as in every Qwen tokenizer, found true");
                    }
                }
                int id = id(where + ".id", entry.path("id"));
                if (!texts.add(text) || !ids.add(id)) {
                    problems.add(where + ": " + text + " with id " + id + " repeats an earlier text or id");
                }
                added.add(new AddedToken(id, text, entry.path("special").asBoolean(false)));
            }
            added.sort((a, b) -> Integer.compare(b.text().length(), a.text().length()));
            return List.copyOf(added);
        }

        private int id(String where, JsonNode value) {
            if (value.isInt() && value.intValue() >= 0 && value.intValue() < MAX_ID) {
                return value.intValue();
            }
            problems.add(where + ": expected an id from 0 to " + (MAX_ID - 1) + ", found " + abbreviate(value));
            return 0;
        }

        /** Without added tokens, also where the vocabulary lists them again, so that no text can ever give their ids. */
        private static String ordinary(ObjectNode root, List<AddedToken> added) {
            root.putArray("added_tokens");
            root.putNull("truncation");
            root.putNull("padding");
            root.putNull("post_processor");
            if (root.path("model").path("vocab") instanceof ObjectNode vocabulary) {
                vocabulary.remove(added.stream().map(AddedToken::text).toList());
            }
            return root.toString();
        }

        private static String abbreviate(JsonNode node) {
            String text = node.isMissingNode() ? "nothing" : node.toString();
            return text.length() > 80 ? text.substring(0, 80) + "…" : text;
        }
    }

    /**
     * The alphabet of byte-level vocabularies: a visible character for each of the 256 bytes. Source: the byte encoder of
     * GPT-2, which the {@code ByteLevel} decoder of Hugging Face tokenizers shares.
     */
    static final class ByteLevel {

        private static final char[] CHARACTERS = new char[256];
        private static final int[] BYTES = new int[512];

        static {
            Arrays.fill(BYTES, -1);
            int next = 256;
            for (int value = 0; value < 256; value++) {
                boolean visible =
                        (value >= '!' && value <= '~') || (value >= '\u00A1' && value <= '\u00AC') || value >= '\u00AE';
                CHARACTERS[value] = (char) (visible ? value : next++);
                BYTES[CHARACTERS[value]] = value;
            }
        }

        private ByteLevel() {}

        /** The character that stands for a byte (0 to 255). */
        static char character(int value) {
            return CHARACTERS[value];
        }

        /** The bytes of a token; a token that is not wholly of the alphabet stands for itself. */
        static byte[] bytes(String token) {
            byte[] bytes = new byte[token.length()];
            for (int i = 0; i < bytes.length; i++) {
                char c = token.charAt(i);
                if (c >= BYTES.length || BYTES[c] < 0) {
                    return token.getBytes(StandardCharsets.UTF_8);
                }
                bytes[i] = (byte) BYTES[c];
            }
            return bytes;
        }
    }
}
