package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code config.json}. Sizes are required, never defaulted: the defaults of the reference library describe no
 * released model. Keys that are not known are ignored.
 */
final class ConfigReader {

    static final String FILE = "config.json";

    private static final String ARCHITECTURE = "Qwen3VLForConditionalGeneration";
    private static final String MODEL_TYPE = "qwen3_vl";

    private ConfigReader() {}

    /**
     * The sizes and token ids; {@code tiedEmbeddings} is what the file says.
     *
     * @return null when something is wrong, which is then noted
     * @throws CheckpointException at once if the file describes another model: any further problem would be noise
     */
    static @Nullable ModelConfig read(Path folder, JsonNode root, Problems problems) {
        refuseOtherModels(folder, root);
        long before = problems.count();
        Fields top = new Fields(FILE, "", root, problems);
        Fields textFields = top.object("text_config");
        Fields visionFields = top.object("vision_config");
        TextConfig text = textFields == null ? null : TextConfigReader.read(textFields);
        VisionConfig vision = visionFields == null ? null : VisionConfigReader.read(visionFields);
        // Without sound sizes there is nothing to hold the ids against.
        boolean sized = problems.count() == before;
        int vocabulary = sized && text != null ? text.vocabularySize() : Integer.MAX_VALUE;
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (String key : List.of("image_token_id", "video_token_id", "vision_start_token_id", "vision_end_token_id")) {
            int id = top.integer(key, 0, vocabulary - 1);
            if (top.has(key) && ids.containsValue(id)) {
                top.fault(key, "expected an id that no other of the four has but found " + id);
            }
            ids.put(key, id);
        }
        // Both are read, so that a fault in either is noted.
        boolean tied = top.flag("tie_word_embeddings", false);
        boolean tiedText = textFields != null && textFields.flag("tie_word_embeddings", false);
        if (text == null || vision == null) {
            return null;
        }
        if (sized) {
            together(top, text, vision);
        }
        if (problems.count() > before) {
            return null;
        }
        return new ModelConfig(
                text,
                vision,
                ids.getOrDefault("image_token_id", 0),
                ids.getOrDefault("video_token_id", 0),
                ids.getOrDefault("vision_start_token_id", 0),
                ids.getOrDefault("vision_end_token_id", 0),
                tied || tiedText);
    }

    private static void together(Fields top, TextConfig text, VisionConfig vision) {
        if (vision.outHiddenSize() != text.hiddenSize()) {
            top.fault(
                    "vision_config.out_hidden_size",
                    "expected text_config.hidden_size = " + text.hiddenSize() + " but found " + vision.outHiddenSize());
        }
        if (vision.deepstackIndexes().size() > text.layers()) {
            top.fault(
                    "vision_config.deepstack_visual_indexes",
                    "expected at most as many taps as text layers, " + text.layers() + ", but found "
                            + vision.deepstackIndexes().size());
        }
    }

    private static void refuseOtherModels(Path folder, JsonNode root) {
        String architecture = string(root.path("architectures").path(0));
        String type = string(root.path("model_type"));
        if (architecture.contains("Moe") || type.contains("_moe")) {
            refuse(
                    folder,
                    "the mixture-of-experts architecture " + named(architecture, type)
                            + " is not supported yet; use a dense Qwen3-VL checkpoint (2B, 4B, 8B or 32B)");
        }
        if (!architecture.equals(ARCHITECTURE) || !type.equals(MODEL_TYPE)) {
            refuse(
                    folder,
                    "expected architectures [\"" + ARCHITECTURE + "\"] and model_type \"" + MODEL_TYPE + "\" but found "
                            + named(architecture, type) + "; only dense Qwen3-VL checkpoints are supported");
        }
        for (String key : List.of("quantization_config", "compression_config")) {
            quantization(root.path(key)).ifPresent(method -> refuse(folder, quantized(architecture, key, method)));
            quantization(root.path("text_config").path(key))
                    .ifPresent(method -> refuse(folder, quantized(architecture, "text_config." + key, method)));
        }
    }

    private static Optional<String> quantization(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        String method = string(node.path("quant_method"));
        return Optional.of(method.isEmpty() ? "of an unnamed method" : method);
    }

    private static String quantized(String architecture, String key, String method) {
        return "the weights of this " + architecture + " are quantized (" + key + ": " + method
                + "), which is not supported yet; use the checkpoint with bfloat16 weights";
    }

    private static String named(String architecture, String type) {
        return (architecture.isEmpty() ? "no architecture" : "\"" + architecture + "\"")
                + (type.isEmpty() ? " and no model_type" : " (model_type \"" + type + "\")");
    }

    private static String string(JsonNode node) {
        return node.isString() ? Problems.shown(node.stringValue()) : "";
    }

    private static void refuse(Path folder, String why) {
        throw new CheckpointException(folder, List.of(FILE + ": " + why));
    }
}
