package io.selfscale.inference.checkpoint;

import java.util.List;

/** Reads and checks {@code vision_config} of {@code config.json}. */
final class VisionConfigReader {

    private static final int MAX_PATCH = 256;
    private static final int MAX_FRAMES = 16;
    private static final int MAX_MERGE = 16;
    private static final int MAX_POSITIONS = 1 << 24;
    private static final double ROPE_THETA = 10_000;

    private VisionConfigReader() {}

    static VisionConfig read(Fields vision) {
        long before = vision.faults();
        int depth = vision.integer("depth", 1, TextConfigReader.MAX_LAYERS);
        int blocks = vision.faults() == before ? depth : TextConfigReader.MAX_LAYERS;
        VisionConfig config = new VisionConfig(
                depth,
                vision.integer("hidden_size", 1, TextConfigReader.MAX_WIDTH),
                vision.integer("intermediate_size", 1, TextConfigReader.MAX_WIDTH),
                vision.integer("num_heads", 1, 1 << 14),
                vision.integer("out_hidden_size", 1, TextConfigReader.MAX_WIDTH),
                vision.integer("in_channels", 3, 3),
                vision.integer("patch_size", 1, MAX_PATCH),
                vision.integer("temporal_patch_size", 1, MAX_FRAMES),
                vision.integer("spatial_merge_size", 1, MAX_MERGE),
                vision.integer("num_position_embeddings", 1, MAX_POSITIONS),
                vision.integers("deepstack_visual_indexes", 0, blocks, 0, blocks - 1));
        if (vision.faults() == before) {
            together(vision, config);
        }
        String type = vision.text("model_type");
        if (type != null && !type.equals("qwen3_vl") && !type.equals("qwen3_vl_vision")) {
            vision.fault(
                    "model_type",
                    "expected \"qwen3_vl\" or \"qwen3_vl_vision\" but found \"" + Problems.shown(type) + "\"");
        }
        vision.mustBe("hidden_act", "gelu_pytorch_tanh");
        rope(vision);
        return config;
    }

    private static void together(Fields vision, VisionConfig config) {
        heads(vision, config);
        int side = (int) Math.sqrt(config.positionEmbeddings());
        if (side * side != config.positionEmbeddings()) {
            vision.fault(
                    "num_position_embeddings",
                    "expected a square number, the table has as many rows as columns, but found "
                            + config.positionEmbeddings());
        }
        ascending(vision, config.deepstackIndexes());
    }

    private static void heads(Fields vision, VisionConfig config) {
        if (config.hiddenSize() % config.heads() != 0) {
            vision.fault(
                    "num_heads",
                    "expected a divisor of hidden_size = " + config.hiddenSize() + " but found " + config.heads());
        } else if (config.headDim() % 4 != 0) {
            // A quarter of a head turns with the row, a quarter with the column, each with its partner half a head on.
            vision.fault(
                    "num_heads",
                    "expected hidden_size / num_heads to be a multiple of 4 but found " + config.hiddenSize() + " / "
                            + config.heads());
        }
    }

    /** The reference collects the taps block by block, so another order would swap mergers. */
    private static void ascending(Fields vision, List<Integer> indexes) {
        for (int i = 1; i < indexes.size(); i++) {
            if (indexes.get(i) <= indexes.get(i - 1)) {
                vision.fault("deepstack_visual_indexes", "expected ascending block indexes but found " + indexes);
                return;
            }
        }
    }

    /** Newer files state the rotary base of the tower, which older ones leave to the code. */
    private static void rope(Fields vision) {
        Fields rope = vision.optionalObject("rope_parameters");
        if (rope != null && rope.has("rope_theta")) {
            double theta = rope.number("rope_theta", 0, 1e12);
            if (theta != ROPE_THETA) {
                rope.fault("rope_theta", "only " + ROPE_THETA + " is supported but found " + theta);
            }
        }
    }
}
