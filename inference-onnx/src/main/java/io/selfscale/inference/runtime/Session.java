package io.selfscale.inference.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that is loaded and ready to run. Safe for concurrent use: bindings of one session may run at once.
 *
 * <p>It is released when it is closed and its bindings are, in any order.
 */
public final class Session implements AutoCloseable {
    private final OrtApi api;
    private final TensorAllocator tensors;
    private final Handle handle;
    private final SessionSettings settings;
    private final List<TensorInfo> inputs;
    private final List<TensorInfo> outputs;
    private final Map<String, TensorInfo> inputsByName;
    private final Map<String, TensorInfo> outputsByName;
    private final Map<String, String> metadata;

    Session(OrtApi api, TensorAllocator tensors, Handle handle, SessionSettings settings, SessionReader reader) {
        this.api = api;
        this.tensors = tensors;
        this.handle = handle;
        this.settings = settings;
        this.inputs = List.copyOf(reader.inputs());
        this.outputs = List.copyOf(reader.outputs());
        this.inputsByName = byName(inputs);
        this.outputsByName = byName(outputs);
        this.metadata = reader.metadata();
    }

    private static Map<String, TensorInfo> byName(List<TensorInfo> infos) {
        Map<String, TensorInfo> map = new LinkedHashMap<>();
        infos.forEach(info -> map.put(info.name(), info));
        return map;
    }

    /** The inputs, in the model's order. */
    public List<TensorInfo> inputs() {
        return inputs;
    }

    /** The outputs, in the model's order. */
    public List<TensorInfo> outputs() {
        return outputs;
    }

    /** The model's own metadata, sorted by key. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Where it runs. */
    public Device device() {
        return settings.device();
    }

    /**
     * Which provider runs each node of the optimized graph.
     *
     * @return the nodes; empty if the session was made without {@link SessionSettings#RECORD_ASSIGNMENTS} = "1"
     * @throws IllegalStateException if the session is closed
     */
    public List<NodeAssignment> assignments() {
        handle.enter();
        try {
            if (!"1".equals(settings.config().get(SessionSettings.RECORD_ASSIGNMENTS))) {
                return List.of();
            }
            return new SessionReader(api, tensors.count(), handle.pointer()).assignments();
        } finally {
            handle.drop();
        }
    }

    /**
     * Makes a binding with nothing bound.
     *
     * @throws IllegalStateException if the session is closed
     */
    public Binding bind() {
        handle.enter();
        try {
            return new Binding(api, tensors, this);
        } finally {
            handle.drop();
        }
    }

    /** Finds an input, or throws an IllegalArgumentException. */
    TensorInfo input(String name) {
        return find("input", inputsByName, name);
    }

    /** Finds an output, or throws an IllegalArgumentException. */
    TensorInfo output(String name) {
        return find("output", outputsByName, name);
    }

    private static TensorInfo find(String kind, Map<String, TensorInfo> infos, String name) {
        TensorInfo info = infos.get(name);
        if (info == null) {
            throw new IllegalArgumentException(
                    "the model has no " + kind + " named " + name + "; its " + kind + "s are " + infos.keySet());
        }
        return info;
    }

    Handle handle() {
        return handle;
    }

    /** Gives up the session, after runs under way. Idempotent. */
    @Override
    public void close() {
        handle.close();
    }
}
