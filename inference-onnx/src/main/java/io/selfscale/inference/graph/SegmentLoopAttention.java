package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.selfscale.inference.checkpoint.VisionConfig;
import java.util.List;

/**
 * Attention by a loop over the segments that calls the fused kernel on each: the scores of a large image, which would
 * take gigabytes, never exist as a whole. For the CPU, which has no kernel for packed segments.
 */
final class SegmentLoopAttention implements VisionAttention {

    private static final DataType TYPE = DataType.FLOAT;

    private final GraphBuilder graph;
    private final VisionConfig vision;
    private final VisionRotary rotary;
    private final String segmentStarts;
    private final String segments;
    private final String keepGoing;

    SegmentLoopAttention(GraphBuilder graph, VisionConfig vision) {
        this.graph = graph;
        this.vision = vision;
        this.rotary = VisionRotary.of(graph, vision, TYPE);
        this.segmentStarts = graph.input("segment_starts", DataType.INT64, "segments_and_end");
        graph.scope("segments");
        String ends = graph.node("Size", List.of(segmentStarts));
        this.segments = graph.node("Sub", List.of(ends, graph.integer(1)));
        this.keepGoing = graph.cast(graph.integer(1), DataType.BOOL);
    }

    @Override
    public String of(String projected) {
        VisionRotary.Heads heads = rotary.turn(projected);
        String none = graph.node("SequenceEmpty", List.of(), Attribute.of("dtype", TYPE.getNumber()));
        String collected =
                graph.node("Loop", List.of(segments, keepGoing, none), Attribute.of("body", segment(heads, none)));
        String joined = graph.node("ConcatFromSequence", List.of(collected), Attribute.of("axis", 1));
        return graph.reshape(joined, -1, vision.hiddenSize());
    }

    /** The body of the loop. Its names are its own: those of the graph around it must not come again. */
    private GraphProto segment(VisionRotary.Heads heads, String unique) {
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
                        body.node("Slice", List.of(heads.query(), start, end, axis)),
                        body.node("Slice", List.of(heads.key(), start, end, axis)),
                        body.node("Slice", List.of(heads.value(), start, end, axis))),
                Attribute.of("num_heads", vision.heads()));
        return body.collect(unique, condition, attended, TYPE);
    }
}
