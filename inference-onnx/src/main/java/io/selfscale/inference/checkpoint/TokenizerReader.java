package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Looks through {@code tokenizer.json} for its highest id and its added tokens, and compares them with the model: a
 * tokenizer of another model would give ids that the embedding has no row for, or placeholders it does not know.
 */
final class TokenizerReader {

    static final String FILE = "tokenizer.json";

    /** Files of this family have about 11 MB. */
    private static final int MAX_BYTES = 256 << 20;

    private static final int MAX_ADDED = 1 << 16;

    /** What a tokenizer knows: its highest id, -1 if it is empty, and its added tokens with their ids. */
    record Tokenizer(long highestId, Map<String, Long> added) {}

    private final Map<String, Long> added = new LinkedHashMap<>();
    private long highestId = -1;
    private @Nullable String type;
    private boolean vocabulary;

    private TokenizerReader() {}

    /** What the tokenizer of the folder knows; null when it cannot be read, which is then noted. */
    static @Nullable Tokenizer read(Path folder, Problems problems) {
        byte[] bytes = CheckpointFiles.read(folder, FILE, MAX_BYTES, problems);
        if (bytes == null) {
            return null;
        }
        TokenizerReader reader = new TokenizerReader();
        try (JsonParser parser = Json.parser(bytes)) {
            reader.root(parser);
        } catch (JacksonException e) {
            problems.add(FILE, "is not valid JSON: " + Json.reason(e));
            return null;
        }
        if (!reader.vocabulary || !"BPE".equals(reader.type)) {
            problems.add(
                    FILE,
                    "expected a tokenizer whose model is of type \"BPE\" and has a vocab but found "
                            + (reader.type == null ? "no type" : "\"" + Problems.shown(reader.type) + "\"")
                            + (reader.vocabulary ? "" : " and no vocab"));
            return null;
        }
        return new Tokenizer(reader.highestId, reader.added);
    }

    /** Notes where the tokenizer and the model disagree. */
    static void check(Tokenizer tokenizer, ModelConfig model, Problems problems) {
        if (tokenizer.highestId() >= model.text().vocabularySize()) {
            problems.add(
                    FILE,
                    "expected ids below text_config.vocab_size = "
                            + model.text().vocabularySize() + " but found " + tokenizer.highestId()
                            + "; is this the tokenizer of another model?");
        }
        same(tokenizer, "<|image_pad|>", "image_token_id", model.imageTokenId(), problems);
        same(tokenizer, "<|video_pad|>", "video_token_id", model.videoTokenId(), problems);
        same(tokenizer, "<|vision_start|>", "vision_start_token_id", model.visionStartTokenId(), problems);
        same(tokenizer, "<|vision_end|>", "vision_end_token_id", model.visionEndTokenId(), problems);
        for (String token : List.of("<|im_start|>", "<|im_end|>")) {
            if (!tokenizer.added().containsKey(token)) {
                problems.add(FILE, "expected the added token " + token + " but it is missing");
            }
        }
    }

    private static void same(Tokenizer tokenizer, String token, String key, int id, Problems problems) {
        Long found = tokenizer.added().get(token);
        if (found == null || found != id) {
            problems.add(
                    FILE,
                    "expected the added token " + token + " with id " + id + ", as config.json " + key + " says, but "
                            + (found == null ? "it is missing" : "found id " + found));
        }
    }

    private void root(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("model") && value == JsonToken.START_OBJECT) {
                model(parser);
            } else if (key.equals("added_tokens") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    addedToken(parser);
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void model(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("type") && value == JsonToken.VALUE_STRING) {
                type = parser.getString();
            } else if (key.equals("vocab") && value == JsonToken.START_OBJECT) {
                vocabulary = true;
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                        highestId = Math.max(highestId, parser.getLongValue());
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void addedToken(JsonParser parser) {
        long id = -1;
        String content = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                id = parser.getLongValue();
            } else if (key.equals("content") && value == JsonToken.VALUE_STRING) {
                content = parser.getString();
            } else {
                parser.skipChildren();
            }
        }
        highestId = Math.max(highestId, id);
        if (content != null && added.size() < MAX_ADDED) {
            added.put(content, id);
        }
    }
}
