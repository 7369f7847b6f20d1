package io.selfscale.inference.graph;

/** Attention of a vision block: every patch sees the patches of its own segment and no others. */
interface VisionAttention {

    /**
     * Adds the nodes of one block.
     *
     * @param projected queries, keys and values side by side, {@code [N, 3 * hidden]}
     * @return what is attended to, {@code [N, hidden]}
     */
    String of(String projected);
}
