package io.selfscale.adapter.simulation.figure;

import java.util.Arrays;

/** A count over time that changes in steps. Times are seconds from time zero. Immutable; safe for concurrent use. */
public final class StepFunction {

    private final double[] seconds;
    private final int[] values;
    private final double endSeconds;

    /**
     * Creates it.
     *
     * @param seconds when each step begins, ascending, the first at 0; copied
     * @param values the count from then on; copied
     * @param endSeconds end of the last step, after its beginning
     */
    public StepFunction(double[] seconds, int[] values, double endSeconds) {
        if (seconds.length == 0 || seconds.length != values.length || seconds[0] != 0) {
            throw new IllegalArgumentException(
                    "a step function needs steps from 0 s on, as many times as values, but had " + seconds.length
                            + " and " + values.length);
        }
        for (int i = 1; i < seconds.length; i++) {
            if (!(seconds[i] > seconds[i - 1])) {
                throw new IllegalArgumentException(
                        "the steps must ascend but " + seconds[i] + " came after " + seconds[i - 1]);
            }
        }
        if (!(endSeconds > seconds[seconds.length - 1]) || !Double.isFinite(endSeconds)) {
            throw new IllegalArgumentException("the end must be after the last step, " + seconds[seconds.length - 1]
                    + " s, but was " + endSeconds);
        }
        this.seconds = seconds.clone();
        this.values = values.clone();
        this.endSeconds = endSeconds;
    }

    /** Returns a function with one value per step of equal length. */
    public static StepFunction of(double stepSeconds, int... values) {
        double[] seconds = new double[values.length];
        Arrays.setAll(seconds, i -> i * stepSeconds);
        return new StepFunction(seconds, values, values.length * stepSeconds);
    }

    /** Returns the number of steps. */
    public int steps() {
        return seconds.length;
    }

    /** Returns when a step begins. */
    public double startSeconds(int step) {
        return seconds[step];
    }

    /** Returns when a step ends. */
    public double endSeconds(int step) {
        return step + 1 < seconds.length ? seconds[step + 1] : endSeconds;
    }

    /** Returns the count of a step. */
    public int value(int step) {
        return values[step];
    }

    /** Returns the count at a time in {@code [0, endSeconds())}. */
    public int at(double time) {
        int found = Arrays.binarySearch(seconds, time);
        return values[found >= 0 ? found : -found - 2];
    }

    /** Returns the end of the last step. */
    public double endSeconds() {
        return endSeconds;
    }

    /** Returns how often the count changes. */
    public int changes() {
        int changes = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] != values[i - 1]) {
                changes++;
            }
        }
        return changes;
    }

    /** Returns the greatest count. */
    public int greatest() {
        return Arrays.stream(values).max().orElseThrow();
    }
}
