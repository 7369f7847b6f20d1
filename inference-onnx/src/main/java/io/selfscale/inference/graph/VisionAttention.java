package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.selfscale.inference.checkpoint.VisionConfig;
import java.util.List;

/** Attention of a vision block: rotary, and every segment for itself. */
final class VisionAttention {

    private final GraphBuilder graph;
    private final VisionConfig vision;
    private final Precision precision;
    private final Rotary rotary;
    private final String segmentStarts;
    private final String segments;
    private final String keepGoing;

    /** Cosines and sines of the angles of each patch, {@code [1, N, headDim / 2]}. */
    record Rotary(String cos, String sin) {}

    VisionAttention(GraphBuilder graph, VisionConfig vision, Precision precision, Rotary rotary, String segmentStarts) {
        this.graph = graph;
        this.vision = vision;
        this.precision = precision;
        this.rotary = rotary;
        this.segmentStarts = segmentStarts;
        graph.scope("segments");
        String ends = graph.node("Size", List.of(segmentStarts));
        this.segments = graph.node("Sub", List.of(ends, graph.integer(1)));
        this.keepGoing = graph.cast(graph.integer(1), DataType.BOOL);
    }

    /** From the projection to queries, keys and values, {@code [N, 3 * hidden]}, to {@code [N, hidden]}. */
    String of(String projected) {
        String whole = graph.node("Unsqueeze", List.of(projected, graph.integers(0)));
        List<String> parts =
                graph.node("", "Split", List.of(whole), 3, Attribute.of("axis", -1), Attribute.of("num_outputs", 3));
        String query = turned(parts.get(0));
        String key = turned(parts.get(1));
        String none = graph.node(
                "SequenceEmpty",
                List.of(),
                Attribute.of("dtype", precision.onnx().getNumber()));
        String collected = graph.node(
                "Loop",
                List.of(segments, keepGoing, none),
                Attribute.of("body", segment(query, key, parts.get(2), none)));
        String joined = graph.node("ConcatFromSequence", List.of(collected), Attribute.of("axis", 1));
        return graph.reshape(joined, -1, vision.hiddenSize());
    }

    private String turned(String value) {
        return graph.node(
                "RotaryEmbedding",
                List.of(value, rotary.cos(), rotary.sin()),
                Attribute.of("num_heads", vision.heads()));
    }

    /** The body of the loop. Its names are its own: those of the graph around it must not come again. */
    private GraphProto segment(String query, String key, String value, String unique) {
        GraphBuilder body = new GraphBuilder("segment", unique + ".segment");
        String index = body.input(unique + ".index", DataType.INT64);
        String condition = body.input(unique + ".condition", DataType.BOOL);
        String start = body.node("Gather", List.of(segmentStarts, body.reshape(index, 1)));
        String next = body.node("Add", List.of(index, body.integer(1)));
        String end = body.node("Gather", List.of(segmentStarts, body.reshape(next, 1)));
        String axis = body.integers(1);
        String attended = body.contrib(
                "MultiHeadAttention",
                List.of(
                        body.node("Slice", List.of(query, start, end, axis)),
                        body.node("Slice", List.of(key, start, end, axis)),
                        body.node("Slice", List.of(value, start, end, axis))),
                Attribute.of("num_heads", vision.heads()));
        return body.collect(unique, condition, attended, precision.onnx());
    }
}
