package io.selfscale.inference.generate;

import io.selfscale.inference.runtime.Binding;
import io.selfscale.inference.runtime.ElementType;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/** Where the logits of a step arrive: a row of the vocabulary or, when that is enough, the largest of them. */
final class StepLogits implements AutoCloseable {

    private final Tensor logits;
    private final FloatBuffer values;
    private final @Nullable Tensor ids;
    private final @Nullable LongBuffer idValues;

    private StepLogits(Tensor logits, @Nullable Tensor ids) {
        this.logits = logits;
        this.values = logits.floats();
        this.ids = ids;
        this.idValues = ids == null ? null : ids.longs();
    }

    /** A row of the vocabulary. */
    static StepLogits all(OnnxRuntime runtime, Binding binding, int vocabulary) {
        StepLogits row = new StepLogits(runtime.pinnedTensor(ElementType.FLOAT32, 1, vocabulary), null);
        row.bind(binding, "logits");
        return row;
    }

    /** The largest, which the graph must have as outputs of their own. */
    static StepLogits largest(OnnxRuntime runtime, Binding binding, int count) {
        Tensor logits = runtime.pinnedTensor(ElementType.FLOAT32, 1, count);
        try {
            StepLogits row = new StepLogits(logits, runtime.pinnedTensor(ElementType.INT64, 1, count));
            row.bind(binding, "top_logits");
            return row;
        } catch (RuntimeException cause) {
            logits.close();
            throw cause;
        }
    }

    private void bind(Binding binding, String name) {
        try {
            binding.output(name, logits);
            if (ids != null) {
                binding.output("top_ids", ids);
            }
        } catch (RuntimeException cause) {
            close();
            throw cause;
        }
    }

    /** The values of the last step, from the first on. */
    FloatBuffer values() {
        return values.clear();
    }

    /** Lets a sampler choose by the last step. */
    int choose(Sampler sampler) {
        return idValues == null ? sampler.next(values.clear()) : sampler.next(values.clear(), idValues.clear());
    }

    @Override
    public void close() {
        logits.close();
        if (ids != null) {
            ids.close();
        }
    }
}
