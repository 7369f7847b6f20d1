package io.selfscale.engine.kpa;

/** How many replicas to read so that their mean stands for all of them (semantics section 2.2). */
public final class SampleSize {

    /** {@code z^2 * variance / margin^2}: 95 % confidence, a variance of 100, a margin of error of 5. */
    private static final double X = 1.96 * 1.96 * 100 / (5 * 5);

    private SampleSize() {}

    /**
     * Returns the number of replicas to sample: all of at most three, else {@code ceil(N * x / (N + x - 1))}.
     *
     * @param population replicas there are; fewer than none counts as none
     */
    public static int of(int population) {
        if (population <= 3) {
            return Math.max(0, population);
        }
        return (int) Math.ceil(population * X / (population + X - 1));
    }
}
