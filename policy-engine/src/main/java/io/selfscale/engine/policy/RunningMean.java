package io.selfscale.engine.policy;

/**
 * A mean that forgets: of all values while they are few, then with a weight of {@code 2 / (window + 1)} for each new one.
 *
 * @param count values so far, at least 0
 * @param value the mean; 0 without values
 */
record RunningMean(long count, double value) {

    static final RunningMean NONE = new RunningMean(0, 0);

    RunningMean {
        if (count < 0 || !Double.isFinite(value)) {
            throw new IllegalArgumentException("a mean must be finite but was " + value + " of " + count);
        }
    }

    RunningMean plus(double next, int window) {
        double weight = Math.max(1.0 / (count + 1), 2.0 / (window + 1));
        return new RunningMean(count + 1, value + weight * (next - value));
    }
}
