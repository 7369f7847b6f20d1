package io.selfscale.engine.policy;

import java.time.Duration;

/**
 * One side of a {@link ThresholdBand}.
 *
 * @param threshold finite, at least 0, in the unit of the signal; a vote needs a value strictly beyond it
 * @param window how far back it looks, positive
 * @param step how many replicas a vote moves
 */
public record ThresholdRule(double threshold, Duration window, StepSize step) {
    public ThresholdRule {
        if (!Double.isFinite(threshold) || threshold < 0) {
            throw new IllegalArgumentException("a threshold must be finite and at least 0 but was " + threshold);
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the window of a threshold must be positive but was " + window);
        }
    }

    ThresholdRule withStep(StepSize step) {
        return new ThresholdRule(threshold, window, step);
    }
}
