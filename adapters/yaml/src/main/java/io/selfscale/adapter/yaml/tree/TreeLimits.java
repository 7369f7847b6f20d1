package io.selfscale.adapter.yaml.tree;

/** How large a policy file may be; far beyond what people write, far below what costs noticeable time or memory. */
public final class TreeLimits {

    /** Characters of a file. */
    public static final int LONGEST_TEXT = 2 * 1024 * 1024;

    /** Nodes of a document, those repeated by aliases counted each time. */
    public static final int MOST_NODES = 20_000;

    /** Lists and mappings inside each other. */
    public static final int DEEPEST = 32;

    private TreeLimits() {}
}
