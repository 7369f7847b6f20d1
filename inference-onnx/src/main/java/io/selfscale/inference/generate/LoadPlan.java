package io.selfscale.inference.generate;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.TensorLocation;
import io.selfscale.inference.graph.Precision;
import java.util.Locale;

/**
 * What loading a model takes in main memory, known before it is tried.
 *
 * @param mappedBytes weights that are used as they lie in their files
 * @param expandedBytes weights that are converted, once, and then held
 */
public record LoadPlan(long mappedBytes, long expandedBytes) {

    private static final double GIB = 1L << 30;
    private static final double MIB = 1L << 20;
    private static final String EMBEDDING = "model.language_model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";

    /** What a checkpoint takes in a precision. */
    public static LoadPlan of(Checkpoint checkpoint, Precision precision) {
        long mapped = 0;
        long expanded = 0;
        // Only those of its rows that are looked up are converted; not so where it is the head as well.
        boolean ownEmbedding = checkpoint.tensors().containsKey(HEAD);
        for (TensorLocation tensor : checkpoint.tensors().values()) {
            if (tensor.type() == precision.stored()
                    || (ownEmbedding && tensor.name().equals(EMBEDDING))) {
                mapped += tensor.length();
            } else {
                expanded += tensor.length() / tensor.type().bytes() * precision.bytes();
            }
        }
        return new LoadPlan(mapped, expanded);
    }

    /** Says in one line what is taken. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%.1f MiB of memory are taken for weights that are converted while loading; %.1f MiB are used as they lie"
                        + " in their files",
                expandedBytes / MIB,
                mappedBytes / MIB);
    }

    /**
     * Refuses what would not fit.
     *
     * @throws GenerateException if more would be expanded than there is
     */
    void requireWithin(long availableBytes) {
        if (expandedBytes > availableBytes) {
            throw new GenerateException(String.format(
                    Locale.ROOT,
                    "the weights take %.1f GiB of memory when they are converted, but only %.1f GiB are free; free some,"
                            + " take a smaller model, or store the checkpoint in the precision that it runs in",
                    expandedBytes / GIB,
                    availableBytes / GIB));
        }
    }
}
