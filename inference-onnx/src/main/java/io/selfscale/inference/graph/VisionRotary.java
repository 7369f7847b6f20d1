package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.selfscale.inference.checkpoint.VisionConfig;
import java.util.List;

/** Takes queries, keys and values apart, and turns the first two by the place of the patch. */
final class VisionRotary {

    private final GraphBuilder graph;
    private final int heads;
    private final String cos;
    private final String sin;

    private VisionRotary(GraphBuilder graph, int heads, String cos, String sin) {
        this.graph = graph;
        this.heads = heads;
        this.cos = cos;
        this.sin = sin;
    }

    /** Queries, keys and values of all heads, each {@code [1, N, hidden]}. */
    record Heads(String query, String key, String value) {}

    /** Adds the angles as inputs of the graph. */
    static VisionRotary of(GraphBuilder graph, VisionConfig vision, DataType type) {
        long half = vision.headDim() / 2;
        String cos = graph.input("rotary_cos", DataType.FLOAT, "patches", half);
        String sin = graph.input("rotary_sin", DataType.FLOAT, "patches", half);
        graph.scope("rotary");
        return new VisionRotary(graph, vision.heads(), oneRow(graph, cos, type), oneRow(graph, sin, type));
    }

    private static String oneRow(GraphBuilder graph, String angles, DataType type) {
        String row = graph.node("Unsqueeze", List.of(angles, graph.integers(0)));
        return type == DataType.FLOAT ? row : graph.cast(row, type);
    }

    Heads turn(String projected) {
        String row = graph.node("Unsqueeze", List.of(projected, graph.integers(0)));
        List<String> parts =
                graph.node("", "Split", List.of(row), 3, Attribute.of("axis", -1), Attribute.of("num_outputs", 3));
        return new Heads(turnOne(parts.get(0)), turnOne(parts.get(1)), parts.get(2));
    }

    private String turnOne(String value) {
        return graph.node("RotaryEmbedding", List.of(value, cos, sin), Attribute.of("num_heads", heads));
    }
}
