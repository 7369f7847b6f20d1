package io.selfscale.inference.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a binding holds, in the order of binding, which is also ONNX Runtime's. Whoever puts a tensor in has retained its
 * handle; that is dropped when another one takes its place or all are given up. Confined to the binding's lock.
 */
final class BoundTensors {
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, Output> outputs = new LinkedHashMap<>();

    /**
     * A bound output: a tensor of the caller, or a device on which ONNX Runtime allocates at each run.
     *
     * @param tensor the caller's tensor, or null
     * @param device where the output is
     */
    record Output(@Nullable Tensor tensor, Device device) {
        private void drop() {
            if (tensor != null) {
                tensor.handle().drop();
            }
        }
    }

    Map<String, Tensor> inputs() {
        return inputs;
    }

    Map<String, Output> outputs() {
        return outputs;
    }

    void putInput(String name, Tensor tensor) {
        Tensor before = inputs.put(name, tensor);
        if (before != null) {
            before.handle().drop();
        }
    }

    void putOutput(String name, Output output) {
        Output before = outputs.put(name, output);
        if (before != null) {
            before.drop();
        }
    }

    /** Gives all tensors up. */
    void drop() {
        inputs.values().forEach(tensor -> tensor.handle().drop());
        outputs.values().forEach(Output::drop);
    }
}
