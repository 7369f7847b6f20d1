package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.checkpoint.TextConfig;
import java.util.List;

/**
 * The text decoder as a graph: one for prompts, for single steps, and for prompts without an image.
 *
 * <p>With {@code B} rows of {@code S} new tokens, {@code V} visual tokens among them, {@code T} the precision:
 *
 * <table>
 * <caption>Inputs and outputs</caption>
 * <tr><td>{@code input_ids}</td><td>int64 {@code [B, S]}</td></tr>
 * <tr><td>{@code visual_index}</td><td>int64 {@code [V, 2]}: row and place of each visual token</td></tr>
 * <tr><td>{@code visual_features}</td><td>T {@code [V, hidden]}: replace the embeddings there</td></tr>
 * <tr><td>{@code deepstack_features}</td><td>T {@code [sets, V, hidden]}: added after layers 0, 1, …</td></tr>
 * <tr><td>{@code rotary_cos}, {@code rotary_sin}</td><td>float {@code [B, S, headDim / 2]}</td></tr>
 * <tr><td>{@code last_position}</td><td>int32 {@code [B]}: valid tokens of a row, old and new, less one</td></tr>
 * <tr><td>{@code total_length}</td><td>int32 {@code [1]}: the most valid tokens of any row; in host memory</td></tr>
 * <tr><td>{@code logits_index}</td><td>int64 {@code [R, 2]}: row and place of each token whose logits are wanted</td></tr>
 * <tr><td>{@code past.N.key}, {@code past.N.value}</td><td>T {@code [B, kvHeads, capacity, headDim]}</td></tr>
 * <tr><td>{@code present.N.key}, {@code present.N.value}</td><td>the same buffers, written in place</td></tr>
 * <tr><td>{@code logits}</td><td>float {@code [R, vocabulary]}</td></tr>
 * <tr><td>{@code top_logits}, {@code top_ids}</td><td>float and int64 {@code [R, K]}: the K largest, falling, and whose they are;
 *     only if asked for. A run that binds these and not {@code logits} gives kilobytes back instead of a row of the
 *     vocabulary</td></tr>
 * </table>
 *
 * <p>Rows are filled from the left: a short row has its padding on the right, and none of it is attended to.
 */
final class DecoderGraph {

    private static final String MODEL = "model.language_model.";

    private final GraphBuilder graph = new GraphBuilder("decoder");
    private final ModelConfig config;
    private final TextConfig text;
    private final Precision precision;
    private final Weights weights;
    private final int deepstackSets;
    private final int topLogits;

    private DecoderGraph(Checkpoint checkpoint, WeightFolder folder, Precision precision, int topLogits) {
        this.topLogits = topLogits;
        this.config = checkpoint.config();
        this.text = config.text();
        this.precision = precision;
        this.weights = new Weights(graph, checkpoint, folder, precision);
        this.deepstackSets = config.vision().deepstackIndexes().size();
    }

    /** @param topLogits how many of the largest logits are an output of their own; 0 for none */
    static GraphProto of(Checkpoint checkpoint, WeightFolder folder, Precision precision, int topLogits) {
        return new DecoderGraph(checkpoint, folder, precision, topLogits).build();
    }

    private GraphProto build() {
        DataType type = precision.onnx();
        long half = text.headDim() / 2;
        String ids = graph.input("input_ids", DataType.INT64, "batch", "sequence");
        String visualIndex = graph.input("visual_index", DataType.INT64, "visual", 2);
        String features = graph.input("visual_features", type, "visual", text.hiddenSize());
        String deepstack = deepstackSets == 0
                ? ""
                : graph.input("deepstack_features", type, deepstackSets, "visual", text.hiddenSize());
        String cos = graph.input("rotary_cos", DataType.FLOAT, "batch", "sequence", half);
        String sin = graph.input("rotary_sin", DataType.FLOAT, "batch", "sequence", half);
        String lastPosition = graph.input("last_position", DataType.INT32, "batch");
        String totalLength = graph.input("total_length", DataType.INT32, 1);
        String logitsIndex = graph.input("logits_index", DataType.INT64, "rows", 2);

        graph.scope("rotary");
        Rotary rotary = new Rotary(inPrecision(cos), inPrecision(sin));

        graph.scope("embedding");
        String residual = graph.node("ScatterND", List.of(embed(ids), visualIndex, features));
        String addend = "";
        for (int layer = 0; layer < text.layers(); layer++) {
            String prefix = MODEL + "layers." + layer + ".";
            graph.scope("layers." + layer + ".attention");
            Normalized entry = layer == 0
                    ? new Normalized(normalize(residual, prefix + "input_layernorm.weight"), residual)
                    : addAndNormalize(addend, residual, prefix + "input_layernorm.weight");
            String attended = attention(layer, prefix, entry.value(), rotary, lastPosition, totalLength);
            graph.scope("layers." + layer + ".feed_forward");
            Normalized middle = addAndNormalize(attended, entry.residual(), prefix + "post_attention_layernorm.weight");
            addend = feedForward(prefix, middle.value());
            residual = middle.residual();
            if (layer < deepstackSets) {
                // Into the part that the skip connection adds: it must stay in the residual stream.
                graph.scope("layers." + layer + ".deepstack");
                String set = graph.node("Gather", List.of(deepstack, graph.integer(layer)), Attribute.of("axis", 0));
                addend = addAt(addend, visualIndex, set);
            }
        }
        // Only the rows that are asked for go through the head: a whole prompt of logits would be gigabytes.
        graph.scope("head");
        String lastAddend = graph.node("GatherND", List.of(addend, logitsIndex));
        String lastResidual = graph.node("GatherND", List.of(residual, logitsIndex));
        String state =
                addAndNormalize(lastAddend, lastResidual, MODEL + "norm.weight").value();
        String logits = linear(state, weights.has("lm_head.weight") ? "lm_head.weight" : MODEL + "embed_tokens.weight");
        if (precision == Precision.FP32) {
            graph.output(logits, "logits", DataType.FLOAT, "rows", text.vocabularySize());
        } else {
            graph.namedNode(
                    "logits",
                    "",
                    "Cast",
                    List.of(logits),
                    List.of("logits"),
                    Attribute.of("to", DataType.FLOAT.getNumber()));
            graph.output("logits", DataType.FLOAT, "rows", text.vocabularySize());
        }
        if (topLogits > 0) {
            String most = graph.integers(Math.min(topLogits, text.vocabularySize()));
            List<String> largest = List.of("top_logits", "top_ids");
            graph.namedNode("head.TopK", "", "TopK", List.of("logits", most), largest, Attribute.of("axis", -1));
            graph.output("top_logits", DataType.FLOAT, "rows", Math.min(topLogits, text.vocabularySize()));
            graph.output("top_ids", DataType.INT64, "rows", Math.min(topLogits, text.vocabularySize()));
        }
        return graph.build();
    }

    /**
     * Looks rows of the embedding up. A matrix of its own stays as it is stored, and only its rows are converted; one that
     * is the head too is converted once for both.
     */
    private String embed(String ids) {
        String name = MODEL + "embed_tokens.weight";
        if (!weights.has("lm_head.weight")) {
            return graph.node("Gather", List.of(weights.get(name), ids), Attribute.of("axis", 0));
        }
        String matrix = weights.asStored(name);
        String rows = graph.node("Gather", List.of(matrix, ids), Attribute.of("axis", 0));
        return weights.isStoredAs(name, precision.onnx()) ? rows : graph.cast(rows, precision.onnx());
    }

    /** Adds rows at places. The adding scatter of CUDA knows no brain floats: there the sums are put in place. */
    private String addAt(String value, String index, String rows) {
        if (precision != Precision.BF16) {
            return graph.node("ScatterND", List.of(value, index, rows), Attribute.of("reduction", "add"));
        }
        String before = graph.node("GatherND", List.of(value, index));
        return graph.node("ScatterND", List.of(value, index, graph.node("Add", List.of(before, rows))));
    }

    private String attention(
            int layer, String prefix, String input, Rotary rotary, String lastPosition, String totalLength) {
        String query = heads(prefix + "self_attn.q_", input, text.attentionHeads(), rotary);
        String key = heads(prefix + "self_attn.k_", input, text.keyValueHeads(), rotary);
        String value = linear(input, prefix + "self_attn.v_proj.weight");
        Object[] cache = {"batch", text.keyValueHeads(), "capacity", text.headDim()};
        String pastKey = graph.input("past." + layer + ".key", precision.onnx(), cache);
        String pastValue = graph.input("past." + layer + ".value", precision.onnx(), cache);
        String presentKey = "present." + layer + ".key";
        String presentValue = "present." + layer + ".value";
        String attended = "layers." + layer + ".attention.output";
        graph.namedNode(
                "layers." + layer + ".attention.GroupQueryAttention",
                GraphBuilder.CONTRIB,
                "GroupQueryAttention",
                List.of(query, key, value, pastKey, pastValue, lastPosition, totalLength),
                List.of(attended, presentKey, presentValue),
                Attribute.of("num_heads", text.attentionHeads()),
                Attribute.of("kv_num_heads", text.keyValueHeads()));
        graph.output(presentKey, precision.onnx(), cache);
        graph.output(presentValue, precision.onnx(), cache);
        return linear(attended, prefix + "self_attn.o_proj.weight");
    }

    /** Projects to heads, normalizes each head (before the rotation, never after it) and turns it. */
    private String heads(String prefix, String input, int count, Rotary rotary) {
        String projected = linear(input, prefix + "proj.weight");
        String split = graph.reshape(projected, 0, 0, count, text.headDim());
        String normalized = normalize(split, prefix + "norm.weight");
        String joined = graph.reshape(normalized, 0, 0, (long) count * text.headDim());
        return graph.node(
                "RotaryEmbedding", List.of(joined, rotary.cos(), rotary.sin()), Attribute.of("num_heads", count));
    }

    private String feedForward(String prefix, String input) {
        String gate = linear(input, prefix + "mlp.gate_proj.weight");
        String up = linear(input, prefix + "mlp.up_proj.weight");
        // QuickGelu with alpha 1 is x * sigmoid(x), the SiLU, in one kernel.
        String activated = graph.contrib("QuickGelu", List.of(gate), Attribute.of("alpha", 1f));
        return linear(graph.node("Mul", List.of(activated, up)), prefix + "mlp.down_proj.weight");
    }

    /** Multiplies by a matrix that is stored output by input, as it is. */
    private String linear(String input, String weight) {
        return graph.contrib("FusedMatMul", List.of(input, weights.get(weight)), Attribute.of("transB", 1));
    }

    private String normalize(String input, String weight) {
        return graph.node(
                "SimplifiedLayerNormalization",
                List.of(input, weights.get(weight)),
                Attribute.of("axis", -1),
                Attribute.of("epsilon", (float) text.rmsNormEpsilon()));
    }

    private Normalized addAndNormalize(String addend, String residual, String weight) {
        List<String> outputs = graph.node(
                GraphBuilder.CONTRIB,
                "SkipSimplifiedLayerNormalization",
                List.of(addend, residual, weights.get(weight)),
                4,
                Attribute.of("epsilon", (float) text.rmsNormEpsilon()));
        return new Normalized(outputs.get(0), outputs.get(3));
    }

    private String inPrecision(String value) {
        return precision == Precision.FP32 ? value : graph.cast(value, precision.onnx());
    }

    /** A normalized value, and the sum that it was made of: the residual stream. */
    private record Normalized(String value, String residual) {}

    /** Cosines and sines of the angles of each token, in the graph's precision. */
    private record Rotary(String cos, String sin) {}
}
