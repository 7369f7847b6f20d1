package io.selfscale.inference.generate;

import io.selfscale.inference.checkpoint.TextConfig;
import io.selfscale.inference.runtime.Binding;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.ElementType;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of all tokens so far, layer by layer, in buffers that every step extends in place. They never leave the
 * device.
 */
final class KeyValueCache implements AutoCloseable {

    private final List<Tensor> keys = new ArrayList<>();
    private final List<Tensor> values = new ArrayList<>();

    /**
     * Takes the memory, {@code 2 * layers} buffers of {@code [rows, keyValueHeads, capacity, headDim]}.
     *
     * @param rows sequences side by side
     * @param capacity tokens of each
     */
    KeyValueCache(OnnxRuntime runtime, Device device, ElementType type, TextConfig text, int rows, int capacity) {
        try {
            for (int layer = 0; layer < text.layers(); layer++) {
                keys.add(runtime.tensor(device, type, rows, text.keyValueHeads(), capacity, text.headDim()));
                values.add(runtime.tensor(device, type, rows, text.keyValueHeads(), capacity, text.headDim()));
            }
        } catch (RuntimeException | OutOfMemoryError cause) {
            close();
            throw cause;
        }
    }

    /** Bytes of one token in one row. */
    static long bytesPerToken(TextConfig text, ElementType type) {
        return 2L * text.layers() * text.keyValueHeads() * text.headDim() * type.bytes();
    }

    /** Makes a run read and extend this cache. */
    void bind(Binding binding) {
        for (int layer = 0; layer < keys.size(); layer++) {
            binding.input("past." + layer + ".key", keys.get(layer));
            binding.input("past." + layer + ".value", values.get(layer));
            binding.output("present." + layer + ".key", keys.get(layer));
            binding.output("present." + layer + ".value", values.get(layer));
        }
    }

    @Override
    public void close() {
        keys.forEach(Tensor::close);
        values.forEach(Tensor::close);
    }
}
