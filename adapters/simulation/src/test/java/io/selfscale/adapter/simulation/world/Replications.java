package io.selfscale.adapter.simulation.world;

/** A mean over independent runs, and how uncertain it is. */
final class Replications {

    private int runs;
    private double mean;
    private double squares;

    void add(double value) {
        runs++;
        double before = value - mean;
        mean += before / runs;
        squares += before * (value - mean);
    }

    int runs() {
        return runs;
    }

    double mean() {
        return mean;
    }

    /** Returns the standard error of the mean, relative to it. */
    double relativeError() {
        return Math.sqrt(squares / (runs - 1) / runs) / mean;
    }

    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%.6f ± %.2f %%", mean, 100 * relativeError());
    }
}
