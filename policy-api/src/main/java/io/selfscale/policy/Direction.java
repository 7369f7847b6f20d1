package io.selfscale.policy;

/** Which way a replica count moves. */
public enum Direction {
    /** Fewer replicas. */
    IN,
    /** The same. */
    NONE,
    /** More replicas. */
    OUT;

    /** Returns the direction from one replica count to another. */
    public static Direction of(int from, int to) {
        return to > from ? OUT : to < from ? IN : NONE;
    }
}
