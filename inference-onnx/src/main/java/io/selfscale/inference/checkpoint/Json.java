package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON by the strict rules: no duplicate keys, nothing after the value, no NaN, bounded depth and lengths. */
final class Json {

    /** The largest configuration file that is read as a tree; real ones have a few kB. */
    static final int MAX_CONFIG_BYTES = 16 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(64)
                            .maxNameLength(64 << 10)
                            .maxStringLength(MAX_CONFIG_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** A parser over bytes, for files too large for a tree. */
    static JsonParser parser(byte[] bytes) {
        return MAPPER.createParser(bytes);
    }

    /** The object in a file of the folder, or null when there is none, which is then noted. */
    static @Nullable JsonNode object(Path folder, String name, Problems problems) {
        byte[] bytes = CheckpointFiles.read(folder, name, MAX_CONFIG_BYTES, problems);
        if (bytes == null) {
            return null;
        }
        try {
            JsonNode root = MAPPER.readTree(bytes);
            if (root.isObject()) {
                return root;
            }
            problems.add(name, "expected a JSON object but found " + shown(root));
            return null;
        } catch (JacksonException e) {
            problems.add(name, "is not valid JSON: " + reason(e));
            return null;
        }
    }

    /** What is wrong and where, without the source text that Jackson would add. */
    static String reason(JacksonException e) {
        return Problems.shown(String.valueOf(e.getOriginalMessage()))
                + (e.getLocation() == null
                        ? ""
                        : " (line " + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr() + ")");
    }

    static String shown(JsonNode node) {
        if (node.isObject()) {
            return "an object";
        }
        return node.isMissingNode() ? "nothing" : Problems.shown(node.toString());
    }
}
