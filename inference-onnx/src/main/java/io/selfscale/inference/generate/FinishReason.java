package io.selfscale.inference.generate;

/** Why an answer ended. */
public enum FinishReason {
    /** The model ended its turn, or a stop string came. */
    STOP,
    /** The most tokens that were asked for, or that the context holds. */
    LENGTH,
    /** The caller did not want more. */
    CANCELLED,
    /** The time limit was reached. */
    TIME_LIMIT
}
