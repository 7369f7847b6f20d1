package io.selfscale.engine.lint.model;

/** How much more may be computed, in decisions for a small target; one for many replicas costs more. */
final class Work {

    private static final int REPLICAS_PER_UNIT = 16;

    private long left;

    Work(long units) {
        left = units;
    }

    /** Takes the work of one decision; false if there is none left. */
    boolean take(int replicas) {
        left -= 1 + replicas / REPLICAS_PER_UNIT;
        return left >= 0;
    }

    boolean isSpent() {
        return left < 0;
    }
}
