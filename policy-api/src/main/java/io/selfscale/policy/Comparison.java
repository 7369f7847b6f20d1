package io.selfscale.policy;

/** How a measured value was held against a threshold. */
public enum Comparison {
    /** Strictly greater is a vote. */
    ABOVE(">"),
    /** Strictly less is a vote. */
    BELOW("<"),
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
