package io.selfscale.inference.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the chat template in the three places where it has been kept, the newest first: {@code chat_template.jinja}, the
 * key {@code chat_template} of {@code chat_template.json}, the same key of {@code tokenizer_config.json}.
 */
final class ChatTemplateFinder {

    private static final String FILE = "chat_template.jinja";
    private static final List<String> JSON_FILES =
            List.of("chat_template.json", GenerationConfigReader.TOKENIZER_CONFIG_FILE);
    private static final String KEY = "chat_template";
    private static final int MAX_BYTES = 1 << 20;

    private ChatTemplateFinder() {}

    /** The text of the template; null when there is none to read, which is then noted. */
    static @Nullable String find(Path folder, Problems problems) {
        if (CheckpointFiles.exists(folder.resolve(FILE))) {
            byte[] bytes = CheckpointFiles.read(folder, FILE, MAX_BYTES, problems);
            return bytes == null ? null : decode(bytes, problems);
        }
        for (String name : JSON_FILES) {
            if (CheckpointFiles.exists(folder.resolve(name))) {
                JsonNode root = Json.object(folder, name, problems);
                if (root == null) {
                    return null;
                }
                if (!root.path(KEY).isMissingNode() && !root.path(KEY).isNull()) {
                    return template(name, root.path(KEY), problems);
                }
            }
        }
        problems.add(
                FILE,
                "no chat template: expected this file, or the key " + KEY + " in " + String.join(" or ", JSON_FILES)
                        + "; take it from the original checkpoint");
        return null;
    }

    private static @Nullable String decode(byte[] bytes, Problems problems) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.add(FILE, "expected text in UTF-8 but found other bytes (" + e.getMessage() + ")");
            return null;
        }
    }

    /** A string, or a list of templates with names of which "default" is the one for conversations. */
    private static @Nullable String template(String file, JsonNode node, Problems problems) {
        JsonNode found = node;
        if (node.isArray()) {
            for (JsonNode named : node.values()) {
                JsonNode name = named.path("name");
                if (name.isString() && name.stringValue().equals("default")) {
                    found = named.path("template");
                }
            }
        }
        if (found.isString() && found.stringValue().length() <= MAX_BYTES) {
            return found.stringValue();
        }
        problems.add(
                file,
                KEY + ": expected a string of at most " + MAX_BYTES + " characters, or a list of {name, template} with"
                        + " one named \"default\", but found " + Json.shown(found));
        return null;
    }
}
