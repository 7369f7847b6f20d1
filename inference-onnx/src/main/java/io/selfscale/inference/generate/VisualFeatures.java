package io.selfscale.inference.generate;

import io.selfscale.inference.runtime.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What the vision tower made of the images of a prompt, in their order. Belongs to who asked for it.
 *
 * @param features {@code [tokens, hidden]}: the embeddings of the visual tokens
 * @param deepstack {@code [sets, tokens, hidden]}: what is added to them after the first layers; null without any set
 */
record VisualFeatures(Tensor features, @Nullable Tensor deepstack) implements AutoCloseable {

    /** Visual tokens. */
    int tokens() {
        return Math.toIntExact(features.shape()[0]);
    }

    @Override
    public void close() {
        features.close();
        if (deepstack != null) {
            deepstack.close();
        }
    }
}
