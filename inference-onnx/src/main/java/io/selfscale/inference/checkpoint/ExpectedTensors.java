package io.selfscale.inference.checkpoint;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that a model of given sizes consists of, by canonical name, with their shapes as they are stored
 * (matrices as [out, in]). No rotary table is stored, and no matrix of the decoder has a bias.
 */
public final class ExpectedTensors {

    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private ExpectedTensors() {}

    /**
     * All tensors in the order of the computation: vision tower, text decoder, head.
     *
     * @param config the sizes; without {@code lm_head.weight} if it says that the embeddings are tied
     * @return an unmodifiable map with a fixed order
     */
    public static Map<String, List<Long>> of(ModelConfig config) {
        ExpectedTensors expected = new ExpectedTensors();
        expected.vision(config.vision());
        expected.text(config.text());
        if (!config.tiedEmbeddings()) {
            expected.add(
                    TensorNames.HEAD,
                    config.text().vocabularySize(),
                    config.text().hiddenSize());
        }
        return Collections.unmodifiableMap(expected.shapes);
    }

    private void vision(VisionConfig vision) {
        long width = vision.hiddenSize();
        long inner = vision.intermediateSize();
        String prefix = TensorNames.VISION;
        add(
                prefix + "patch_embed.proj.weight",
                width,
                vision.inChannels(),
                vision.temporalPatchSize(),
                vision.patchSize(),
                vision.patchSize());
        add(prefix + "patch_embed.proj.bias", width);
        add(prefix + "pos_embed.weight", vision.positionEmbeddings(), width);
        for (int i = 0; i < vision.depth(); i++) {
            String block = prefix + "blocks." + i + ".";
            norm(block + "norm1", width);
            norm(block + "norm2", width);
            linear(block + "attn.qkv", 3 * width, width);
            linear(block + "attn.proj", width, width);
            linear(block + "mlp.linear_fc1", inner, width);
            linear(block + "mlp.linear_fc2", width, inner);
        }
        // The main merger normalizes single patches, those of the taps normalize the patches of a token together.
        merger(prefix + "merger.", width, vision);
        for (int i = 0; i < vision.deepstackIndexes().size(); i++) {
            merger(prefix + "deepstack_merger_list." + i + ".", width * vision.mergedPatches(), vision);
        }
    }

    private void merger(String prefix, long normalized, VisionConfig vision) {
        long merged = (long) vision.hiddenSize() * vision.mergedPatches();
        norm(prefix + "norm", normalized);
        linear(prefix + "linear_fc1", merged, merged);
        linear(prefix + "linear_fc2", vision.outHiddenSize(), merged);
    }

    private void text(TextConfig text) {
        long width = text.hiddenSize();
        long inner = text.intermediateSize();
        long queries = (long) text.attentionHeads() * text.headDim();
        long keys = (long) text.keyValueHeads() * text.headDim();
        add(TensorNames.EMBEDDING, text.vocabularySize(), width);
        for (int i = 0; i < text.layers(); i++) {
            String layer = TensorNames.TEXT + "layers." + i + ".";
            add(layer + "input_layernorm.weight", width);
            add(layer + "post_attention_layernorm.weight", width);
            add(layer + "self_attn.q_proj.weight", queries, width);
            add(layer + "self_attn.k_proj.weight", keys, width);
            add(layer + "self_attn.v_proj.weight", keys, width);
            add(layer + "self_attn.o_proj.weight", width, queries);
            add(layer + "self_attn.q_norm.weight", text.headDim());
            add(layer + "self_attn.k_norm.weight", text.headDim());
            add(layer + "mlp.gate_proj.weight", inner, width);
            add(layer + "mlp.up_proj.weight", inner, width);
            add(layer + "mlp.down_proj.weight", width, inner);
        }
        add(TensorNames.TEXT + "norm.weight", width);
    }

    private void linear(String name, long out, long in) {
        add(name + ".weight", out, in);
        add(name + ".bias", out);
    }

    private void norm(String name, long width) {
        add(name + ".weight", width);
        add(name + ".bias", width);
    }

    private void add(String name, long... shape) {
        shapes.put(name, Arrays.stream(shape).boxed().toList());
    }
}
