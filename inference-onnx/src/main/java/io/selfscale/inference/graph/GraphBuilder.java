package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an ONNX graph node by node. Values are named by the scope and the operator that makes them, so that a profile
 * reads like the model; the same calls give the same graph, to the byte.
 */
final class GraphBuilder {

    /** The domain of ONNX Runtime's own operators. */
    static final String CONTRIB = "com.microsoft";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    private final Map<String, Integer> used = new HashMap<>();
    private final Map<List<Long>, String> constants = new HashMap<>();
    private final String within;
    private String scope = "";

    GraphBuilder(String name) {
        this(name, "");
    }

    /** The body of a loop: what all of its names begin with keeps them apart from those around it. */
    GraphBuilder(String name, String prefix) {
        this.within = prefix.isEmpty() ? "" : prefix + ".";
        this.scope = prefix;
        graph.setName(name);
    }

    /** Names what follows, until the next call: {@code layers.3.attention}. */
    GraphBuilder scope(String name) {
        scope = name;
        return this;
    }

    /**
     * Adds an input.
     *
     * @param shape each dimension a number or, when known only at a run, a name
     */
    String input(String name, DataType type, Object... shape) {
        graph.addInput(value(name, type, shape));
        return name;
    }

    /** Makes a value an output under a name of its own. */
    void output(String value, String name, DataType type, Object... shape) {
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType("Identity")
                .addInput(value)
                .addOutput(name));
        graph.addOutput(value(name, type, shape));
    }

    /** Makes a value that was given its name by {@link #namedNode} an output. */
    void output(String name, DataType type, Object... shape) {
        graph.addOutput(value(name, type, shape));
    }

    /** Adds a standard operator with one output, and returns the name of it. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return node("", operator, inputs, 1, attributes).get(0);
    }

    /** Adds an operator of ONNX Runtime with one output, and returns the name of it. */
    String contrib(String operator, List<String> inputs, AttributeProto... attributes) {
        return node(CONTRIB, operator, inputs, 1, attributes).get(0);
    }

    /** Adds an operator, and returns the names of its outputs. */
    List<String> node(String domain, String operator, List<String> inputs, int outputs, AttributeProto... attributes) {
        String name = fresh(operator);
        List<String> names = outputs == 1 ? List.of(name) : indexed(name, outputs);
        namedNode(name, domain, operator, inputs, names, attributes);
        return names;
    }

    /** Adds an operator whose outputs have names chosen by the caller; an empty name leaves an output out. */
    void namedNode(
            String name,
            String domain,
            String operator,
            List<String> inputs,
            List<String> outputs,
            AttributeProto... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(name)
                .setDomain(domain)
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs);
        for (AttributeProto attribute : attributes) {
            node.addAttribute(attribute);
        }
        graph.addNode(node);
    }

    /** A vector of 64-bit integers, as shapes and axes are given. */
    String integers(long... values) {
        List<Long> key = java.util.Arrays.stream(values).boxed().toList();
        return constants.computeIfAbsent(key, ignored -> {
            String name = within + "integers."
                    + key.toString().replaceAll("[\\[\\] ]", "").replace(',', '_');
            graph.addInitializer(int64(name, values).addDims(values.length));
            return name;
        });
    }

    /** One 64-bit integer without dimensions. */
    String integer(long value) {
        return constants.computeIfAbsent(List.of(Long.MIN_VALUE, value), ignored -> {
            String name = within + "integer." + value;
            graph.addInitializer(int64(name, value));
            return name;
        });
    }

    /** A tensor that lies in a file beside the graph. */
    String initializer(TensorProto tensor) {
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** Gives a value another element type. */
    String cast(String value, DataType type) {
        return node("Cast", List.of(value), Attribute.of("to", type.getNumber()));
    }

    /** Gives a value another shape: 0 keeps a size, -1 takes what is left. */
    String reshape(String value, long... shape) {
        return node("Reshape", List.of(value, integers(shape)));
    }

    /**
     * Ends the body of a loop that collects one tensor of each turn.
     *
     * @param unique what the names of the inputs and outputs of the body begin with
     * @param condition the condition that the body was given, and passes on
     * @param collected the tensor to add
     */
    GraphProto collect(String unique, String condition, String collected, DataType type) {
        String before = unique + ".collected";
        graph.addInput(sequence(before, type));
        String after = node("SequenceInsert", List.of(before, collected));
        output(condition, unique + ".condition_out", DataType.BOOL);
        graph.addOutput(sequence(after, type));
        return build();
    }

    GraphProto build() {
        return graph.build();
    }

    /** Makes a name out of the scope and the operator, with a number from the second time on. */
    private String fresh(String operator) {
        String base = scope.isEmpty() ? operator : scope + "." + operator;
        int count = used.getOrDefault(base, 0) + 1;
        used.put(base, count);
        return count == 1 ? base : base + "_" + count;
    }

    private static List<String> indexed(String name, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(index -> name + ":" + index)
                .toList();
    }

    private static TensorProto.Builder int64(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            raw.putLong(value);
        }
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .setRawData(ByteString.copyFrom(raw.array()));
    }

    static ValueInfoProto value(String name, DataType type, Object... shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensorType(type, shape)))
                .build();
    }

    /** A list of tensors of one element type, whose shapes may differ. */
    static ValueInfoProto sequence(String name, DataType type) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setSequenceType(TypeProto.Sequence.newBuilder()
                                .setElemType(TypeProto.newBuilder()
                                        .setTensorType(
                                                TypeProto.Tensor.newBuilder().setElemType(type.getNumber())))))
                .build();
    }

    private static TypeProto.Tensor tensorType(DataType type, Object... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (Object size : shape) {
            TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
            if (size instanceof Number number) {
                dimension.setDimValue(number.longValue());
            } else {
                dimension.setDimParam((String) size);
            }
        }
        return TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(dimensions)
                .build();
    }
}
