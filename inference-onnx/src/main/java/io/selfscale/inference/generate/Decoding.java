package io.selfscale.inference.generate;

import io.selfscale.inference.checkpoint.TextConfig;
import io.selfscale.inference.graph.TextRotary;
import io.selfscale.inference.runtime.Binding;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.ElementType;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.RunSettings;
import io.selfscale.inference.runtime.Session;
import io.selfscale.inference.runtime.Tensor;
import io.selfscale.policy.spi.Ticker;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One sequence in the decoder: its cache, and the buffers of its steps, which are taken once. Not safe for concurrent
 * use.
 */
final class Decoding implements AutoCloseable {

    private final OnnxRuntime runtime;
    private final Session session;
    private final TextConfig text;
    private final int deepstackSets;
    private final ElementType type;
    private final TextRotary rotary;
    private final KeyValueCache cache;
    private final int capacity;
    private final Ticker ticker;

    /** Tokens in the cache. */
    private int length;

    private long runNanos;

    private final Binding binding;
    private final HostInputs inputs;
    private final StepLogits logits;
    private final LongBuffer id;
    private final FloatBuffer cos;
    private final FloatBuffer sin;
    private final IntBuffer lastPosition;
    private final IntBuffer totalLength;

    /**
     * @param deepstackSets sets of features that the decoder adds
     * @param type the element type of the graph
     * @param capacity most tokens, old and new
     * @param largest how many of the largest logits a step gives; 0 for all
     * @param ticker measures what is spent in ONNX Runtime
     */
    Decoding(
            OnnxRuntime runtime,
            Session session,
            TextConfig text,
            int deepstackSets,
            ElementType type,
            Device device,
            int capacity,
            int largest,
            Ticker ticker) {
        this.ticker = ticker;
        this.runtime = runtime;
        this.session = session;
        this.text = text;
        this.deepstackSets = deepstackSets;
        this.type = type;
        this.rotary = new TextRotary(text);
        this.capacity = capacity;
        this.cache = new KeyValueCache(runtime, device, type, text, 1, capacity);
        try {
            this.binding = session.bind();
        } catch (RuntimeException cause) {
            cache.close();
            throw cause;
        }
        this.inputs = new HostInputs(runtime, binding);
        try {
            int half = text.headDim() / 2;
            this.id = inputs.longs("input_ids", 1, 1);
            this.cos = inputs.floats("rotary_cos", 1, 1, half);
            this.sin = inputs.floats("rotary_sin", 1, 1, half);
            this.lastPosition = inputs.ints("last_position", 1);
            this.totalLength = inputs.ints("total_length", 1);
            LongBuffer unusedIndex = inputs.longs("logits_index", 1, 2);
            bindVisual(binding, inputs, new int[0], null);
            cache.bind(binding);
            this.logits = largest == 0
                    ? StepLogits.all(runtime, binding, text.vocabularySize())
                    : StepLogits.largest(runtime, binding, largest);
        } catch (RuntimeException cause) {
            inputs.close();
            binding.close();
            cache.close();
            throw cause;
        }
    }

    /** Nanoseconds that all steps together spent in ONNX Runtime. */
    long runNanos() {
        return runNanos;
    }

    /**
     * Takes tokens in, after those that are there.
     *
     * @return {@code [tokens from firstLogits on, vocabulary]} logits; to be closed by the caller
     */
    Tensor prefill(Prefill prefill, RunSettings run) {
        int count = prefill.ids().length;
        requireRoom(count);
        int half = text.headDim() / 2;
        try (Binding once = session.bind();
                HostInputs of = new HostInputs(runtime, once)) {
            LongBuffer ids = of.longs("input_ids", 1, count);
            FloatBuffer cosines = of.floats("rotary_cos", 1, count, half);
            FloatBuffer sines = of.floats("rotary_sin", 1, count, half);
            int rows = count - prefill.firstLogits();
            LongBuffer wanted = of.longs("logits_index", rows, 2);
            for (int index = 0; index < count; index++) {
                ids.put(prefill.ids()[index]);
                rotary.write(prefill.time()[index], prefill.row()[index], prefill.column()[index], cosines, sines);
                if (index >= prefill.firstLogits()) {
                    wanted.put(0).put(index);
                }
            }
            of.ints("last_position", 1).put(length + count - 1);
            of.ints("total_length", 1).put(length + count);
            bindVisual(once, of, prefill.visualPlaces(), prefill.visual());
            cache.bind(once);
            Tensor result = runtime.tensor(ElementType.FLOAT32, rows, text.vocabularySize());
            try {
                once.output("logits", result);
                once.run(run);
            } catch (RuntimeException cause) {
                result.close();
                throw cause;
            }
            length += count;
            return result;
        }
    }

    /**
     * Takes one token of text in.
     *
     * @param position its position, the same on all axes
     * @return its logits, valid until the next call
     */
    StepLogits step(int token, int position, RunSettings run) {
        requireRoom(1);
        id.put(0, token);
        rotary.write(position, position, position, cos.clear(), sin.clear());
        lastPosition.put(0, length);
        totalLength.put(0, length + 1);
        long before = ticker.nanos();
        binding.run(run);
        runNanos += ticker.nanos() - before;
        length++;
        return logits;
    }

    private void requireRoom(int count) {
        if (length + count > capacity) {
            throw new IllegalStateException("the cache holds " + capacity + " tokens, of which " + length
                    + " are taken; " + count + " more do not fit");
        }
    }

    private void bindVisual(Binding target, HostInputs of, int[] places, @Nullable VisualFeatures visual) {
        LongBuffer index = of.longs("visual_index", places.length, 2);
        for (int place : places) {
            index.put(0).put(place);
        }
        if (visual == null) {
            of.bind("visual_features", type, 0, text.hiddenSize());
            if (deepstackSets > 0) {
                of.bind("deepstack_features", type, deepstackSets, 0, text.hiddenSize());
            }
        } else {
            target.input("visual_features", visual.features());
            Tensor deepstack = visual.deepstack();
            if (deepstack != null) {
                target.input("deepstack_features", deepstack);
            }
        }
    }

    @Override
    public void close() {
        logits.close();
        inputs.close();
        binding.close();
        cache.close();
    }
}
