package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Which safetensors files hold the weights: {@code model.safetensors} or, without it, the shards that
 * {@code model.safetensors.index.json} names.
 *
 * @param names plain file names in alphabetical order
 * @param index the shard of each tensor by its name in the files; null for a single file
 */
record WeightFiles(List<String> names, @Nullable Map<String, String> index) {

    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private static final int MAX_INDEX_BYTES = 64 << 20;
    private static final int MAX_TENSORS = 100_000;
    private static final int MAX_SHARDS = 1_000;

    WeightFiles {
        names = List.copyOf(names);
    }

    /** The files of the folder; without a name when something is wrong, which is then noted. */
    static WeightFiles find(Path folder, Problems problems) {
        if (CheckpointFiles.exists(folder.resolve(SINGLE))) {
            return new WeightFiles(List.of(SINGLE), null);
        }
        if (!CheckpointFiles.exists(folder.resolve(INDEX))) {
            problems.add(
                    SINGLE,
                    "no weights: expected this file or " + INDEX
                            + "; download the checkpoint in the safetensors format");
            return new WeightFiles(List.of(), null);
        }
        byte[] bytes = CheckpointFiles.read(folder, INDEX, MAX_INDEX_BYTES, problems);
        if (bytes == null) {
            return new WeightFiles(List.of(), null);
        }
        Map<String, String> index = new TreeMap<>();
        try (JsonParser parser = Json.parser(bytes)) {
            if (!parse(parser, index) || index.isEmpty()) {
                problems.add(
                        INDEX,
                        "expected an object whose weight_map maps 1 to " + MAX_TENSORS + " tensor names to files");
                return new WeightFiles(List.of(), null);
            }
        } catch (JacksonException e) {
            problems.add(INDEX, "is not valid JSON: " + Json.reason(e));
            return new WeightFiles(List.of(), null);
        }
        return new WeightFiles(shards(index, problems), index);
    }

    private static boolean parse(JsonParser parser, Map<String, String> index) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        boolean found = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!key.equals("weight_map")) {
                parser.skipChildren();
            } else if (value != JsonToken.START_OBJECT) {
                return false;
            } else {
                found = true;
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String tensor = parser.currentName();
                    if (parser.nextToken() != JsonToken.VALUE_STRING || index.size() == MAX_TENSORS) {
                        return false;
                    }
                    index.put(tensor, parser.getString());
                }
            }
        }
        return found && parser.nextToken() == null;
    }

    private static List<String> shards(Map<String, String> index, Problems problems) {
        TreeSet<String> names = new TreeSet<>(index.values());
        if (names.size() > MAX_SHARDS) {
            problems.add(INDEX, "expected at most " + MAX_SHARDS + " shards but found " + names.size());
            return List.of();
        }
        List<String> plain = names.stream().filter(WeightFiles::isPlain).toList();
        for (String name : names) {
            if (!isPlain(name)) {
                problems.add(
                        INDEX,
                        "weight_map: expected plain names of .safetensors files in this folder but found \""
                                + Problems.shown(name) + "\"");
            }
        }
        return plain;
    }

    /** Only letters, digits and a few signs: nothing that leaves the folder or means something to a file system. */
    private static boolean isPlain(String name) {
        if (!name.endsWith(".safetensors") || name.startsWith(".") || name.length() > 255) {
            return false;
        }
        return name.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_'
                        || c == '.');
    }
}
