package io.selfscale.inference.checkpoint;

/** Reads and checks {@code text_config} of {@code config.json}. */
final class TextConfigReader {

    // Far above any model, and low enough that products of two fit a long and no list of tensors gets out of hand.
    static final int MAX_WIDTH = 1 << 20;
    static final int MAX_LAYERS = 1_000;
    private static final int MAX_HEADS = 1 << 14;
    private static final int MAX_HEAD_DIM = 1 << 13;
    private static final int MAX_VOCABULARY = 1 << 24;

    private TextConfigReader() {}

    static TextConfig read(Fields text) {
        long before = text.faults();
        RopeReader.Rope rope = RopeReader.read(text);
        TextConfig config = new TextConfig(
                text.integer("vocab_size", 1, MAX_VOCABULARY),
                text.integer("hidden_size", 1, MAX_WIDTH),
                text.integer("intermediate_size", 1, MAX_WIDTH),
                text.integer("num_hidden_layers", 1, MAX_LAYERS),
                text.integer("num_attention_heads", 1, MAX_HEADS),
                text.integer("num_key_value_heads", 1, MAX_HEADS),
                text.integer("head_dim", 2, MAX_HEAD_DIM),
                text.integer("max_position_embeddings", 1, Integer.MAX_VALUE),
                text.number("rms_norm_eps", 0, 1),
                rope.theta(),
                rope.sections());
        if (text.faults() == before) {
            together(text, config);
        }
        text.mustBe("model_type", "qwen3_vl_text");
        text.mustBe("hidden_act", "silu");
        text.mustBe("attention_bias", false);
        text.number("partial_rotary_factor", 0.999999, 1.000001, 1);
        return config;
    }

    private static void together(Fields text, TextConfig config) {
        if (config.headDim() % 2 != 0) {
            text.fault("head_dim", "expected an even number but found " + config.headDim());
        } else {
            RopeReader.check(text, config.mropeSection(), config.headDim());
        }
        if (config.attentionHeads() % config.keyValueHeads() != 0) {
            text.fault(
                    "num_key_value_heads",
                    "expected a divisor of num_attention_heads = " + config.attentionHeads() + " but found "
                            + config.keyValueHeads());
        }
    }
}
