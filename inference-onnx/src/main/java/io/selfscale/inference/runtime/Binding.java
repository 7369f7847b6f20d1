package io.selfscale.inference.runtime;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The tensors of a session's inputs and outputs, kept from run to run. The same tensor, or views of the same memory, may
 * be an input and an output: a cache that is extended in place.
 *
 * <p>What a host input holds when {@link #run} is called is what the run sees. A bound tensor may be closed: the binding
 * keeps its memory until another one is bound in its place or the binding is closed.
 *
 * <p>Methods other than {@link #close} wait for each other: one run at a time. Two bindings of one session may run at
 * once.
 */
public final class Binding implements AutoCloseable {
    private final OrtApi api;
    private final TensorAllocator tensors;
    private final Session session;
    private final Handle handle;
    private final BoundTensors bound;
    private boolean attempted;
    private boolean succeeded;

    /** Makes a binding of a session that the caller holds. */
    Binding(OrtApi api, TensorAllocator tensors, Session session) {
        this.api = api;
        this.tensors = tensors;
        this.session = session;
        BoundTensors kept = new BoundTensors();
        this.bound = kept;
        Pointer pointer = api.get(
                "make a binding",
                ApiFunction.CREATE_IO_BINDING,
                session.handle().pointer());
        this.handle = new Handle(
                tensors.count(),
                "the binding",
                pointer,
                p -> {
                    api.release(ApiFunction.RELEASE_IO_BINDING, p);
                    kept.drop();
                },
                session.handle());
    }

    /**
     * Binds an input.
     *
     * @return this
     * @throws IllegalArgumentException if the session has no such input, or its type or fixed dimensions are others,
     *     or the tensor is on a device that the session does not run on
     * @throws IllegalStateException if the binding, the session or the tensor is closed
     */
    public synchronized Binding input(String name, Tensor tensor) {
        TensorInfo info = session.input(name);
        requireUsable(info, tensor);
        if (!info.accepts(tensor.shape())) {
            throw new IllegalArgumentException("the input " + name + " has the shape " + info.shape()
                    + " (-1 is any size), but the tensor has " + Arrays.toString(tensor.shape()));
        }
        Pointer binding = handle.enter();
        try {
            Pointer value = tensor.enter();
            try {
                bindInput(binding, name, value);
                tensor.handle().retain();
            } finally {
                tensor.leave();
            }
            bound.putInput(name, tensor);
        } finally {
            handle.drop();
        }
        return this;
    }

    /**
     * Binds an output to a tensor, which every run fills.
     *
     * @return this
     * @throws IllegalArgumentException if the session has no such output, its type is another, or the
     *     tensor is on a device that the session does not run on
     * @throws IllegalStateException if the binding, the session or the tensor is closed
     */
    public synchronized Binding output(String name, Tensor tensor) {
        requireUsable(session.output(name), tensor);
        Pointer binding = handle.enter();
        try {
            Pointer value = tensor.enter();
            try {
                api.call("bind the output " + name, ApiFunction.BIND_OUTPUT, binding, OrtApi.text(name), value);
                tensor.handle().retain();
            } finally {
                tensor.leave();
            }
            bound.putOutput(name, new BoundTensors.Output(tensor, tensor.device()));
        } finally {
            handle.drop();
        }
        return this;
    }

    /**
     * Lets every run allocate an output. {@link #output(String)} then gives what the last one made.
     *
     * @param device where the output is wanted: the host, or the session's device
     * @return this
     * @throws IllegalArgumentException if the session has no such output, or does not run on the device
     * @throws IllegalStateException if the binding or the session is closed
     */
    public synchronized Binding output(String name, Device device) {
        requireReachable(session.output(name).name(), device);
        Pointer binding = handle.enter();
        try {
            bindOutput(binding, name, device);
            bound.putOutput(name, new BoundTensors.Output(null, device));
        } finally {
            handle.drop();
        }
        return this;
    }

    private void bindInput(Pointer binding, String name, Pointer value) {
        api.call("bind the input " + name, ApiFunction.BIND_INPUT, binding, OrtApi.text(name), value);
    }

    private void bindOutput(Pointer binding, String name, Device device) {
        api.call(
                "bind the output " + name + " to the device " + device,
                ApiFunction.BIND_OUTPUT_TO_DEVICE,
                binding,
                OrtApi.text(name),
                tensors.memoryInfo(device).pointer());
    }

    private void requireUsable(TensorInfo info, Tensor tensor) {
        if (info.type() != tensor.type()) {
            throw new IllegalArgumentException(
                    info.name() + " has the type " + info.type() + " in the model, but the tensor is a " + tensor);
        }
        requireReachable(info.name(), tensor.device());
    }

    /** A kernel that is given the memory of another device ends the process. */
    private void requireReachable(String name, Device device) {
        if (!device.isHost() && !device.equals(session.device())) {
            throw new IllegalArgumentException("the session runs on " + session.device() + ": " + name
                    + " may be there or on the host, but not on " + device);
        }
    }

    /** Runs the session once, with the default settings. */
    public void run() {
        run(RunSettings.DEFAULT);
    }

    /**
     * Runs the session once and waits for the end: after it the outputs can be read.
     *
     * @throws IllegalStateException if an input or every output is not bound, or the binding or its session is closed
     * @throws CancellationException if the run was cancelled; the outputs are then undefined
     * @throws OrtException if the run fails; the outputs are then undefined
     */
    public synchronized void run(RunSettings settings) {
        requireComplete();
        Pointer binding = handle.enter();
        try {
            Pointer target = session.handle().enter();
            try {
                refresh(binding);
                run(target, binding, settings);
                succeeded = true;
            } finally {
                session.handle().drop();
            }
        } finally {
            handle.drop();
        }
    }

    private void requireComplete() {
        List<String> missing = new ArrayList<>();
        for (TensorInfo input : session.inputs()) {
            if (!bound.inputs().containsKey(input.name())) {
                missing.add(input.name());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("inputs without a tensor: " + missing + "; bind them before the run");
        }
        if (bound.outputs().isEmpty()) {
            throw new IllegalStateException("no output is bound; bind at least one of "
                    + session.outputs().stream().map(TensorInfo::name).toList() + " before the run");
        }
    }

    /** Binds again what ONNX Runtime would otherwise keep from the run before. */
    private void refresh(Pointer binding) {
        if (!session.device().isHost()) {
            // A host input is copied to the device when it is bound, not when the session runs.
            bound.inputs().forEach((name, tensor) -> {
                if (tensor.device().isHost()) {
                    bindInput(binding, name, tensor.handle().pointer());
                }
            });
        }
        if (attempted) {
            // What the last run allocated would be taken as the place of the next result, of whatever shape that is.
            bound.outputs().forEach((name, output) -> {
                if (output.tensor() == null) {
                    bindOutput(binding, name, output.device());
                }
            });
        }
        attempted = true;
        succeeded = false;
    }

    private void run(Pointer target, Pointer binding, RunSettings settings) {
        if (settings.equals(RunSettings.DEFAULT)) {
            api.call("run the model", ApiFunction.RUN_WITH_BINDING, target, null, binding);
            return;
        }
        Cancellation cancellation = settings.cancellation();
        try (RunOptions options = new RunOptions(api, tensors.count(), settings)) {
            api.call("run the model", ApiFunction.RUN_WITH_BINDING, target, options.pointer(), binding);
        } catch (OrtException e) {
            if (cancellation != null && cancellation.isCancelled()) {
                CancellationException cancelled = new CancellationException("the run was cancelled");
                cancelled.initCause(e);
                throw cancelled;
            }
            throw e;
        }
    }

    /**
     * Returns an output of the last run.
     *
     * @return the tensor that was bound; or, for an output bound to a device, a new tensor with what the run allocated,
     *     which the caller closes (on the host it is a copy, so that ONNX Runtime's memory is free again)
     * @throws IllegalArgumentException if no such output is bound
     * @throws IllegalStateException if there was no run yet or the last one failed, or the binding is closed
     */
    public synchronized Tensor output(String name) {
        BoundTensors.Output output = bound.outputs().get(name);
        if (output == null) {
            throw new IllegalArgumentException("the output " + name + " is not bound; bound are "
                    + bound.outputs().keySet());
        }
        if (output.tensor() != null) {
            return output.tensor();
        }
        if (!succeeded) {
            throw new IllegalStateException(
                    "the output " + name + " is allocated by a run, and there was none yet, or the last one failed");
        }
        Pointer binding = handle.enter();
        try {
            return take(binding, new ArrayList<>(bound.outputs().keySet()).indexOf(name), output.device());
        } finally {
            handle.drop();
        }
    }

    private Tensor take(Pointer binding, int index, Device device) {
        long[] array = new long[1];
        long[] size = new long[1];
        api.call("get the outputs", ApiFunction.GET_BOUND_OUTPUT_VALUES, binding, api.defaultAllocator(), array, size);
        Pointer list = new Pointer(array[0]);
        Pointer[] values = list.getPointerArray(0, Math.toIntExact(size[0]));
        api.free(list);
        for (int i = 0; i < values.length; i++) {
            if (i != index) {
                api.release(ApiFunction.RELEASE_VALUE, values[i]);
            }
        }
        return tensors.adopt(values[index], device);
    }

    /** Gives up the binding and what it holds, after a run under way. Idempotent. */
    @Override
    public void close() {
        handle.close();
    }
}
