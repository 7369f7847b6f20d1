package io.selfscale.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * The number a proposal rests on.
 *
 * @param signal what was measured
 * @param statistic how a window became one value, such as {@code sustained} or {@code mean}
 * @param value the value, finite, in the unit of the signal
 * @param comparison how it was held against the threshold
 * @param threshold the threshold or target, finite, in the unit of the signal
 * @param window how far back it looks; zero for the present value
 * @param coverage share of the window that holds data, in [0, 1]
 */
public record Evidence(
        Signal signal,
        String statistic,
        double value,
        Comparison comparison,
        double threshold,
        Duration window,
        double coverage) {

    public Evidence {
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(statistic, "statistic");
        Objects.requireNonNull(comparison, "comparison");
        Objects.requireNonNull(window, "window");
        if (!Double.isFinite(value) || !Double.isFinite(threshold)) {
            throw new IllegalArgumentException(
                    "evidence must be finite but was " + value + " against " + threshold + " for " + signal);
        }
        if (!(coverage >= 0 && coverage <= 1)) {
            throw new IllegalArgumentException("coverage must be in [0, 1] but was " + coverage);
        }
    }
}
