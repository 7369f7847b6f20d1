package io.selfscale.inference.runtime;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;

/** Models of a few nodes. */
final class TinyModels {
    private TinyModels() {}

    /** A value with dimensions that are numbers or names. */
    static OnnxMl.ValueInfoProto value(String name, ElementType type, Object... dimensions) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        for (Object dimension : dimensions) {
            OnnxMl.TensorShapeProto.Dimension.Builder built = OnnxMl.TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    dimension instanceof String symbol
                            ? built.setDimParam(symbol)
                            : built.setDimValue(((Number) dimension).longValue()));
        }
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(type.code())
                                .setShape(shape)))
                .build();
    }

    static OnnxMl.NodeProto.Builder node(String operator, List<String> inputs, List<String> outputs) {
        return OnnxMl.NodeProto.newBuilder()
                .setName(operator + "_node")
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs);
    }

    static OnnxMl.ModelProto model(OnnxMl.GraphProto.Builder graph) {
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(10)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(21))
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder()
                        .setDomain("com.microsoft")
                        .setVersion(1))
                .setGraph(graph.setName("tiny"))
                .build();
    }

    /** {@code sum = a + b}, float32 of shape {@code [n, 2]}. */
    static byte[] add() {
        return model(OnnxMl.GraphProto.newBuilder()
                        .addInput(value("a", ElementType.FLOAT32, "n", 2))
                        .addInput(value("b", ElementType.FLOAT32, "n", 2))
                        .addOutput(value("sum", ElementType.FLOAT32, "n", 2))
                        .addNode(node("Add", List.of("a", "b"), List.of("sum"))))
                .toByteArray();
    }

    /** The same with metadata. */
    static byte[] addWithMetadata() {
        OnnxMl.ModelProto.Builder model;
        try {
            model = OnnxMl.ModelProto.parseFrom(add()).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        return model.addMetadataProps(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("precision")
                        .setValue("fp32 – ü"))
                .addMetadataProps(OnnxMl.StringStringEntryProto.newBuilder().setKey("empty"))
                .build()
                .toByteArray();
    }

    /** Counts the elements that are not zero: an output whose size the run decides. */
    static byte[] nonZero() {
        return model(OnnxMl.GraphProto.newBuilder()
                        .addInput(value("x", ElementType.FLOAT32, "n"))
                        .addOutput(value("places", ElementType.INT64, 1, "found"))
                        .addNode(node("NonZero", List.of("x"), List.of("places"))))
                .toByteArray();
    }

    /** Reshapes to a shape that an input tells: it can fail in the run. */
    static byte[] reshape() {
        return model(OnnxMl.GraphProto.newBuilder()
                        .addInput(value("x", ElementType.FLOAT32, "n"))
                        .addInput(value("shape", ElementType.INT64, 2))
                        .addOutput(value("y", ElementType.FLOAT32, "rows", "columns"))
                        .addNode(node("Reshape", List.of("x", "shape"), List.of("y"))))
                .toByteArray();
    }

    /** Adds 1 to x as many times as {@code rounds} says: as long a run as is wanted. */
    static byte[] loop() {
        OnnxMl.TensorProto one = OnnxMl.TensorProto.newBuilder()
                .setName("one")
                .setDataType(ElementType.FLOAT32.code())
                .addFloatData(1)
                .build();
        OnnxMl.GraphProto body = OnnxMl.GraphProto.newBuilder()
                .setName("body")
                .addInput(value("round", ElementType.INT64))
                .addInput(value("go_on", ElementType.BOOL))
                .addInput(value("before", ElementType.FLOAT32))
                .addOutput(value("go_on_too", ElementType.BOOL))
                .addOutput(value("after", ElementType.FLOAT32))
                .addInitializer(one)
                .addNode(node("Identity", List.of("go_on"), List.of("go_on_too")))
                .addNode(node("Add", List.of("before", "one"), List.of("after")))
                .build();
        return model(OnnxMl.GraphProto.newBuilder()
                        .addInput(value("rounds", ElementType.INT64))
                        .addInput(value("go", ElementType.BOOL))
                        .addInput(value("x", ElementType.FLOAT32))
                        .addOutput(value("y", ElementType.FLOAT32))
                        .addNode(node("Loop", List.of("rounds", "go", "x"), List.of("y"))
                                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                                        .setName("body")
                                        .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
                                        .setG(body))))
                .toByteArray();
    }

    /** {@code y = x + w}, w being float32 [3] at an offset of a file. */
    static byte[] externalWeights(String file, long offset) {
        OnnxMl.TensorProto weights = OnnxMl.TensorProto.newBuilder()
                .setName("w")
                .setDataType(ElementType.FLOAT32.code())
                .addDims(3)
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", file))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", "12"))
                .build();
        return model(OnnxMl.GraphProto.newBuilder()
                        .addInput(value("x", ElementType.FLOAT32, 3))
                        .addOutput(value("y", ElementType.FLOAT32, 3))
                        .addInitializer(weights)
                        .addNode(node("Add", List.of("x", "w"), List.of("y"))))
                .toByteArray();
    }

    /** One step of attention in float16: 8 query heads, 2 key and value heads of 64, a cache of any length. */
    static byte[] groupQueryAttention() {
        return model(OnnxMl.GraphProto.newBuilder()
                        .addInput(value("qkv", ElementType.FLOAT16, "batch", "tokens", 768))
                        .addInput(value("past_key", ElementType.FLOAT16, "batch", 2, "cache", 64))
                        .addInput(value("past_value", ElementType.FLOAT16, "batch", 2, "cache", 64))
                        .addInput(value("seqlens_k", ElementType.INT32, "batch"))
                        .addInput(value("total_sequence_length", ElementType.INT32))
                        .addOutput(value("y", ElementType.FLOAT16, "batch", "tokens", 512))
                        .addOutput(value("present_key", ElementType.FLOAT16, "batch", 2, "cache", 64))
                        .addOutput(value("present_value", ElementType.FLOAT16, "batch", 2, "cache", 64))
                        .addNode(node(
                                        "GroupQueryAttention",
                                        List.of(
                                                "qkv",
                                                "",
                                                "",
                                                "past_key",
                                                "past_value",
                                                "seqlens_k",
                                                "total_sequence_length"),
                                        List.of("y", "present_key", "present_value"))
                                .setDomain("com.microsoft")
                                .addAttribute(number("num_heads", 8))
                                .addAttribute(number("kv_num_heads", 2))))
                .toByteArray();
    }

    static byte[] unknownOperator() {
        return model(OnnxMl.GraphProto.newBuilder()
                        .addInput(value("x", ElementType.FLOAT32, 1))
                        .addOutput(value("y", ElementType.FLOAT32, 1))
                        .addNode(node("NoSuchOperator", List.of("x"), List.of("y"))))
                .toByteArray();
    }

    /** Hands a text through. */
    static byte[] strings() {
        OnnxMl.TypeProto.Tensor.Builder text = OnnxMl.TypeProto.Tensor.newBuilder()
                .setElemType(OnnxMl.TensorProto.DataType.STRING_VALUE)
                .setShape(OnnxMl.TensorShapeProto.getDefaultInstance());
        OnnxMl.TypeProto type =
                OnnxMl.TypeProto.newBuilder().setTensorType(text).build();
        return model(OnnxMl.GraphProto.newBuilder()
                        .addInput(OnnxMl.ValueInfoProto.newBuilder()
                                .setName("text")
                                .setType(type))
                        .addOutput(OnnxMl.ValueInfoProto.newBuilder()
                                .setName("same")
                                .setType(type))
                        .addNode(node("Identity", List.of("text"), List.of("same"))))
                .toByteArray();
    }

    private static OnnxMl.AttributeProto number(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static OnnxMl.StringStringEntryProto entry(String key, String value) {
        return OnnxMl.StringStringEntryProto.newBuilder()
                .setKey(key)
                .setValue(value)
                .build();
    }
}
