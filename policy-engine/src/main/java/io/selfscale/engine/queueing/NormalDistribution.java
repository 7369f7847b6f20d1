package io.selfscale.engine.queueing;

/** The standard normal distribution. */
final class NormalDistribution {

    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private NormalDistribution() {}

    static double density(double x) {
        return Math.exp(-x * x / 2) / ROOT_TWO_PI;
    }

    /** Returns the share below {@code x}, {@code 1/2 + density(x) (x + x^3/3 + x^5/(3*5) + ...)}; to about 1e-15. */
    static double below(double x) {
        if (!(Math.abs(x) < 8)) {
            return Double.isNaN(x) ? x : x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = x;
        for (int n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
            term *= x * x / n;
            sum += term;
        }
        return 0.5 + density(x) * sum;
    }
}
