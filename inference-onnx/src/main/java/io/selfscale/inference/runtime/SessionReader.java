package io.selfscale.inference.runtime;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks a session what its model declares and where its nodes were placed. */
final class SessionReader {
    private final OrtApi api;
    private final HandleCount count;
    private final Pointer session;

    SessionReader(OrtApi api, HandleCount count, Pointer session) {
        this.api = api;
        this.count = count;
        this.session = session;
    }

    List<TensorInfo> inputs() {
        long size = api.size("count the inputs", ApiFunction.SESSION_GET_INPUT_COUNT, session);
        List<TensorInfo> infos = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            infos.add(read(i, ApiFunction.SESSION_GET_INPUT_NAME, ApiFunction.SESSION_GET_INPUT_TYPE_INFO));
        }
        return infos;
    }

    List<TensorInfo> outputs() {
        long size = api.size("count the outputs", ApiFunction.SESSION_GET_OUTPUT_COUNT, session);
        List<TensorInfo> infos = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            infos.add(read(i, ApiFunction.SESSION_GET_OUTPUT_NAME, ApiFunction.SESSION_GET_OUTPUT_TYPE_INFO));
        }
        return infos;
    }

    private TensorInfo read(long index, ApiFunction nameOf, ApiFunction typeOf) {
        String name = api.takeText(api.get("read a name", nameOf, session, index, api.defaultAllocator()));
        Pointer type = api.get("read the type of " + name, typeOf, session, index);
        try (Handle held = new Handle(count, "the type", type, p -> api.release(ApiFunction.RELEASE_TYPE_INFO, p))) {
            Pointer tensor =
                    api.find("read the type of " + name, ApiFunction.CAST_TYPE_INFO_TO_TENSOR_INFO, held.pointer());
            if (tensor == null) {
                throw new OrtException(
                        OrtException.NOT_IMPLEMENTED,
                        name + " of the model is no tensor (but a sequence, a map or optional); expected tensors only");
            }
            return tensorInfo(api, name, tensor);
        }
    }

    /** Reads an element type and a shape. */
    static TensorInfo tensorInfo(OrtApi api, String name, Pointer info) {
        String doing = "read the shape of " + name;
        int code = api.number(doing, ApiFunction.GET_TENSOR_ELEMENT_TYPE, info);
        ElementType type;
        try {
            type = ElementType.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw new OrtException(OrtException.NOT_IMPLEMENTED, name + " of the model: " + e.getMessage(), e);
        }
        int rank = (int) api.size(doing, ApiFunction.GET_DIMENSIONS_COUNT, info);
        List<Long> shape = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Memory dimensions = new Memory(Math.max(1, rank) * (long) Long.BYTES);
        Memory symbols = new Memory(Math.max(1, rank) * (long) Native.POINTER_SIZE);
        api.call(doing, ApiFunction.GET_DIMENSIONS, info, dimensions, (long) rank);
        // The names belong to the type and are not freed.
        api.call(doing, ApiFunction.GET_SYMBOLIC_DIMENSIONS, info, symbols, (long) rank);
        for (int i = 0; i < rank; i++) {
            shape.add(dimensions.getLong(i * (long) Long.BYTES));
            Pointer symbol = symbols.getPointer(i * (long) Native.POINTER_SIZE);
            names.add(symbol == null ? "" : symbol.getString(0, "UTF-8"));
        }
        return new TensorInfo(name, type, shape, names);
    }

    Map<String, String> metadata() {
        Pointer pointer = api.get("read the metadata", ApiFunction.SESSION_GET_MODEL_METADATA, session);
        try (Handle held =
                new Handle(count, "the metadata", pointer, p -> api.release(ApiFunction.RELEASE_MODEL_METADATA, p))) {
            PointerByReference keys = new PointerByReference();
            LongByReference size = new LongByReference();
            Pointer allocator = api.defaultAllocator();
            api.call(
                    "read the metadata",
                    ApiFunction.MODEL_METADATA_GET_CUSTOM_METADATA_MAP_KEYS,
                    held.pointer(),
                    allocator,
                    keys,
                    size);
            Map<String, String> map = new TreeMap<>();
            for (Pointer text : list(keys.getValue(), size.getValue())) {
                String key = api.takeText(text);
                Pointer value = api.find(
                        "read the metadata " + key,
                        ApiFunction.MODEL_METADATA_LOOKUP_CUSTOM_METADATA_MAP,
                        held.pointer(),
                        allocator,
                        key);
                map.put(key, value == null ? "" : api.takeText(value));
            }
            if (keys.getValue() != null) {
                api.free(keys.getValue());
            }
            return Collections.unmodifiableMap(map);
        }
    }

    /** The texts and lists of this answer belong to the session and are not freed. */
    List<NodeAssignment> assignments() {
        String doing = "read the providers of the nodes";
        PointerByReference parts = new PointerByReference();
        LongByReference size = new LongByReference();
        api.call(doing, ApiFunction.SESSION_GET_EP_GRAPH_ASSIGNMENT_INFO, session, parts, size);
        List<NodeAssignment> assignments = new ArrayList<>();
        for (Pointer part : list(parts.getValue(), size.getValue())) {
            String provider = text(doing, ApiFunction.EP_ASSIGNED_SUBGRAPH_GET_EP_NAME, part);
            PointerByReference nodes = new PointerByReference();
            LongByReference nodeCount = new LongByReference();
            api.call(doing, ApiFunction.EP_ASSIGNED_SUBGRAPH_GET_NODES, part, nodes, nodeCount);
            for (Pointer node : list(nodes.getValue(), nodeCount.getValue())) {
                assignments.add(new NodeAssignment(
                        text(doing, ApiFunction.EP_ASSIGNED_NODE_GET_NAME, node),
                        text(doing, ApiFunction.EP_ASSIGNED_NODE_GET_DOMAIN, node),
                        text(doing, ApiFunction.EP_ASSIGNED_NODE_GET_OPERATOR_TYPE, node),
                        provider));
            }
        }
        return List.copyOf(assignments);
    }

    private String text(String doing, ApiFunction function, Pointer object) {
        return api.get(doing, function, object).getString(0, "UTF-8");
    }

    private static Pointer[] list(@Nullable Pointer array, long size) {
        return array == null || size == 0 ? new Pointer[0] : array.getPointerArray(0, Math.toIntExact(size));
    }
}
