package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.TensorLocation;
import java.util.HashMap;
import java.util.Map;

/**
 * The weights of a checkpoint as initializers that point into its files. A weight that is stored in another type than
 * wanted is followed by a cast, which ONNX Runtime carries out once, while it loads.
 */
final class Weights {

    private final GraphBuilder graph;
    private final Checkpoint checkpoint;
    private final WeightFolder folder;
    private final DataType wanted;
    private final Map<String, String> stored = new HashMap<>();
    private final Map<String, String> converted = new HashMap<>();

    Weights(GraphBuilder graph, Checkpoint checkpoint, WeightFolder folder, Precision precision) {
        this.graph = graph;
        this.checkpoint = checkpoint;
        this.folder = folder;
        this.wanted = precision.onnx();
    }

    /** A weight in the type that the graph computes in. */
    String get(String name) {
        return get(name, wanted);
    }

    /** A weight in a given type. */
    String get(String name, DataType type) {
        TensorLocation tensor = location(name);
        String initializer = asStored(name);
        if (onnx(tensor.type()) == type) {
            return initializer;
        }
        return converted.computeIfAbsent(name + " as " + type, ignored -> graph.cast(initializer, type));
    }

    /** A weight in the type that it is stored in. */
    String asStored(String name) {
        return stored.computeIfAbsent(name, ignored -> graph.initializer(external(location(name))));
    }

    /** Whether a weight is stored in a given type. */
    boolean isStoredAs(String name, DataType type) {
        return onnx(location(name).type()) == type;
    }

    /** Whether there is such a weight. */
    boolean has(String name) {
        return checkpoint.tensors().containsKey(name);
    }

    private TensorLocation location(String name) {
        TensorLocation tensor = checkpoint.tensors().get(name);
        if (tensor == null) {
            throw new GraphException(checkpoint.folder() + ": has no tensor " + name);
        }
        return tensor;
    }

    private TensorProto external(TensorLocation tensor) {
        return TensorProto.newBuilder()
                .setName(tensor.name())
                .setDataType(onnx(tensor.type()).getNumber())
                .addAllDims(tensor.shape())
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", folder.nameOf(tensor)))
                .addExternalData(entry("offset", Long.toString(tensor.offset())))
                .addExternalData(entry("length", Long.toString(tensor.length())))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static DataType onnx(ElementType type) {
        return switch (type) {
            case F32 -> DataType.FLOAT;
            case F16 -> DataType.FLOAT16;
            case BF16 -> DataType.BFLOAT16;
            default -> throw new GraphException("weights are F32, F16 or BF16 but one is " + type);
        };
    }
}
