package io.selfscale.inference.generate;

import io.selfscale.inference.runtime.Binding;
import io.selfscale.inference.runtime.ElementType;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/** Inputs of a binding that lie in host memory: bound first, filled before each run. */
final class HostInputs implements AutoCloseable {

    private final OnnxRuntime runtime;
    private final Binding binding;
    private final List<Tensor> tensors = new ArrayList<>();

    HostInputs(OnnxRuntime runtime, Binding binding) {
        this.runtime = runtime;
        this.binding = binding;
    }

    FloatBuffer floats(String name, long... shape) {
        return bind(name, ElementType.FLOAT32, shape).floats();
    }

    LongBuffer longs(String name, long... shape) {
        return bind(name, ElementType.INT64, shape).longs();
    }

    IntBuffer ints(String name, long... shape) {
        return bind(name, ElementType.INT32, shape).ints();
    }

    Tensor bind(String name, ElementType type, long... shape) {
        Tensor tensor = runtime.pinnedTensor(type, shape);
        tensors.add(tensor);
        binding.input(name, tensor);
        return tensor;
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
        tensors.clear();
    }
}
