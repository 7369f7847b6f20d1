package io.selfscale.policy;

/** How a measured value was held against a threshold. */
public enum Comparison {
    /** Strictly greater is a vote. */
    ABOVE(">"),
    /** Strictly less is a vote. */
    BELOW("<"),
    /** Held against a threshold for scaling out, and not above it. */
    NOT_ABOVE("not >"),
    /** Held against a threshold for scaling in, and not below it. */
    NOT_BELOW("not <"),
    /** The value is to be brought to the threshold. */
    TARGET("target");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    /** Returns the sign used in explanations. */
    public String symbol() {
        return symbol;
    }
}
