package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.VisionConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The vision tower as a graph, for any number of images and frames of any sizes in one call.
 *
 * <p>With {@code N} patches in {@code G} segments (images or frame pairs), {@code T} the precision:
 *
 * <table>
 * <caption>Inputs and outputs</caption>
 * <tr><td>{@code patches}</td><td>float {@code [N, patchLength]}, four patches of a token in a row</td></tr>
 * <tr><td>{@code position_index}</td><td>int64 {@code [N, 4]}: rows of the position table</td></tr>
 * <tr><td>{@code position_weight}</td><td>float {@code [N, 4]}: what each of them counts</td></tr>
 * <tr><td>{@code rotary_cos}, {@code rotary_sin}</td><td>float {@code [N, headDim / 2]}</td></tr>
 * <tr><td>{@code segment_starts}</td><td>int64 {@code [G + 1]}: where each segment begins, and {@code N}; 32 bits only</td></tr>
 * <tr><td>{@code cumulative_lengths}</td><td>int32 {@code [G + 1]}: the same; 16 bits only</td></tr>
 * <tr><td>{@code token_offset}</td><td>int32 {@code [G, longest]}: places of the patches in a padded layout, then those of
 *     the padding; 16 bits only</td></tr>
 * <tr><td>{@code features}</td><td>T {@code [N / 4, outHidden]}</td></tr>
 * <tr><td>{@code deepstack}</td><td>T {@code [sets, N / 4, outHidden]}</td></tr>
 * </table>
 *
 * <p>Attention stays inside a segment.
 */
final class VisionGraph {

    private static final String MODEL = "model.visual.";

    /** Fixed in the reference implementation, not in any file. */
    private static final float LAYER_NORM_EPSILON = 1e-6f;

    private final GraphBuilder graph = new GraphBuilder("vision");
    private final VisionConfig vision;
    private final Precision precision;
    private final Weights weights;

    private VisionGraph(Checkpoint checkpoint, WeightFolder folder, Precision precision) {
        this.vision = checkpoint.config().vision();
        this.precision = precision;
        this.weights = new Weights(graph, checkpoint, folder, precision);
    }

    static GraphProto of(Checkpoint checkpoint, WeightFolder folder, Precision precision) {
        return new VisionGraph(checkpoint, folder, precision).build();
    }

    private GraphProto build() {
        String patches = graph.input("patches", DataType.FLOAT, "patches", vision.patchLength());
        String positionIndex = graph.input("position_index", DataType.INT64, "patches", 4);
        String positionWeight = graph.input("position_weight", DataType.FLOAT, "patches", 4);
        VisionAttention attention = precision == Precision.FP32
                ? new SegmentLoopAttention(graph, vision)
                : new PackedAttention(graph, vision, precision);

        graph.scope("patch_embedding");
        // A convolution whose stride is its kernel is a product with the kernel laid flat.
        String kernel = graph.reshape(
                weights.get(MODEL + "patch_embed.proj.weight"), vision.hiddenSize(), vision.patchLength());
        String embedded = gemm(inPrecision(patches), kernel, weights.get(MODEL + "patch_embed.proj.bias"));
        String residual = graph.node("Add", List.of(embedded, positions(positionIndex, positionWeight)));

        List<String> taps = new ArrayList<>();
        String addend = "";
        for (int block = 0; block < vision.depth(); block++) {
            String prefix = MODEL + "blocks." + block + ".";
            graph.scope("blocks." + block + ".attention");
            Normalized entry = block == 0
                    ? new Normalized(normalize(residual, prefix + "norm1"), residual)
                    : addAndNormalize(addend, residual, prefix + "norm1");
            if (block > 0) {
                tap(block - 1, entry.residual(), taps);
            }
            graph.scope("blocks." + block + ".attention");
            String attended = linear(attention.of(linear(entry.value(), prefix + "attn.qkv")), prefix + "attn.proj");
            graph.scope("blocks." + block + ".feed_forward");
            Normalized middle = addAndNormalize(attended, entry.residual(), prefix + "norm2");
            String inner = linear(middle.value(), prefix + "mlp.linear_fc1");
            String activated = graph.node("Gelu", List.of(inner), Attribute.of("approximate", "tanh"));
            addend = linear(activated, prefix + "mlp.linear_fc2");
            residual = middle.residual();
        }
        graph.scope("merger");
        int last = vision.depth() - 1;
        Normalized end = addAndNormalize(addend, residual, MODEL + "merger.norm");
        tap(last, end.residual(), taps);
        graph.scope("merger");
        String features = merge(MODEL + "merger.", merged(end.value()));
        graph.output(features, "features", precision.onnx(), "tokens", vision.outHiddenSize());
        if (!taps.isEmpty()) {
            graph.namedNode("deepstack", "", "Concat", taps, List.of("deepstack"), Attribute.of("axis", 0));
            graph.output("deepstack", precision.onnx(), taps.size(), "tokens", vision.outHiddenSize());
        }
        return graph.build();
    }

    /** The learned position table, interpolated: a weighted sum of four of its rows, in 32 bits. */
    private String positions(String index, String weight) {
        String table = weights.get(MODEL + "pos_embed.weight", DataType.FLOAT);
        String sum = "";
        for (int corner = 0; corner < 4; corner++) {
            String rows = graph.node("Gather", List.of(index, graph.integer(corner)), Attribute.of("axis", 1));
            String share = graph.node("Gather", List.of(weight, graph.integers(corner)), Attribute.of("axis", 1));
            String part = graph.node(
                    "Mul", List.of(graph.node("Gather", List.of(table, rows), Attribute.of("axis", 0)), share));
            sum = corner == 0 ? part : graph.node("Add", List.of(sum, part));
        }
        return inPrecision(sum);
    }

    /** Gives what a block leaves to the merger of its DeepStack set, if it has one. */
    private void tap(int block, String output, List<String> taps) {
        int set = vision.deepstackIndexes().indexOf(block);
        if (set < 0) {
            return;
        }
        graph.scope("deepstack." + set);
        String prefix = MODEL + "deepstack_merger_list." + set + ".";
        // Joined first and normalized then: the other way round than the main merger.
        String normalized = normalize(merged(output), prefix + "norm");
        String features = merge(prefix, normalized);
        taps.add(graph.node("Unsqueeze", List.of(features, graph.integers(0))));
    }

    /** Joins the patches of a token, which lie one after the other. */
    private String merged(String value) {
        return graph.reshape(value, -1, (long) vision.hiddenSize() * vision.mergedPatches());
    }

    private String merge(String prefix, String input) {
        String inner = linear(input, prefix + "linear_fc1");
        // The exact function here, its approximation by tanh in the blocks: both fixed by the reference.
        String activated = graph.node("Gelu", List.of(inner), Attribute.of("approximate", "none"));
        return linear(activated, prefix + "linear_fc2");
    }

    private String linear(String input, String prefix) {
        return gemm(input, weights.get(prefix + ".weight"), weights.get(prefix + ".bias"));
    }

    private String gemm(String input, String weight, String bias) {
        return graph.node("Gemm", List.of(input, weight, bias), Attribute.of("transB", 1));
    }

    private String normalize(String input, String prefix) {
        return graph.node(
                "LayerNormalization",
                List.of(input, weights.get(prefix + ".weight"), weights.get(prefix + ".bias")),
                Attribute.of("axis", -1),
                Attribute.of("epsilon", LAYER_NORM_EPSILON));
    }

    private Normalized addAndNormalize(String addend, String residual, String prefix) {
        List<String> outputs = graph.node(
                GraphBuilder.CONTRIB,
                "SkipLayerNormalization",
                List.of(addend, residual, weights.get(prefix + ".weight"), weights.get(prefix + ".bias")),
                4,
                Attribute.of("epsilon", LAYER_NORM_EPSILON));
        return new Normalized(outputs.get(0), outputs.get(3));
    }

    private String inPrecision(String value) {
        return precision == Precision.FP32 ? value : graph.cast(value, precision.onnx());
    }

    /** A normalized value, and the sum that it was made of: the residual stream. */
    private record Normalized(String value, String residual) {}
}
