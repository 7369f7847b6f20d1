package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.selfscale.inference.checkpoint.VisionConfig;
import java.util.List;

/**
 * Attention over all segments in one kernel, which is told where each begins. For CUDA.
 *
 * <p>The kernel knows 16-bit floating point but not the brain format, so that a graph in the latter changes over here:
 * queries, keys and values come out of a normalized input and are far from the limits of either.
 */
final class PackedAttention implements VisionAttention {

    private static final DataType TYPE = DataType.FLOAT16;

    private final GraphBuilder graph;
    private final VisionConfig vision;
    private final Precision precision;
    private final VisionRotary rotary;
    private final String tokenOffset;
    private final String cumulativeLengths;

    PackedAttention(GraphBuilder graph, VisionConfig vision, Precision precision) {
        this.graph = graph;
        this.vision = vision;
        this.precision = precision;
        this.rotary = VisionRotary.of(graph, vision, TYPE);
        this.tokenOffset = graph.input("token_offset", DataType.INT32, "segments", "longest_segment");
        this.cumulativeLengths = graph.input("cumulative_lengths", DataType.INT32, "segments_and_end");
    }

    @Override
    public String of(String projected) {
        boolean converts = precision.onnx() != TYPE;
        VisionRotary.Heads heads = rotary.turn(converts ? graph.cast(projected, TYPE) : projected);
        String attended = graph.contrib(
                "PackedMultiHeadAttention",
                List.of(
                        flat(heads.query()),
                        flat(heads.key()),
                        flat(heads.value()),
                        "",
                        tokenOffset,
                        cumulativeLengths),
                Attribute.of("num_heads", vision.heads()));
        return converts ? graph.cast(attended, precision.onnx()) : attended;
    }

    private String flat(String value) {
        return graph.reshape(value, -1, vision.hiddenSize());
    }
}
