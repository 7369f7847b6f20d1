package io.selfscale.engine.policy;

import java.time.Duration;

/**
 * How a policy that sizes from the arriving work looks at it.
 *
 * @param window how far back arrivals (and measured capacity) are averaged, positive
 * @param coverage share of that window's buckets that must hold data before scale-in rests on it, in (0, 1]
 * @param margin how much more work a smaller size must carry before it is proposed, at least 0: 0.1 is ten percent. Without
 *     it, noise around a boundary would change the size again and again
 * @param period how often the policy is evaluated; zero for at every tick
 */
public record SizingSettings(Duration window, double coverage, double margin, Duration period) {

    /** One minute, four fifths of it covered, ten percent of margin, at every tick. */
    public static final SizingSettings DEFAULT = new SizingSettings(Duration.ofMinutes(1), 0.8, 0.1, Duration.ZERO);

    public SizingSettings {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be positive but was " + window);
        }
        if (!(coverage > 0 && coverage <= 1)) {
            throw new IllegalArgumentException("coverage must be in (0, 1] but was " + coverage);
        }
        if (!(margin >= 0) || !Double.isFinite(margin)) {
            throw new IllegalArgumentException("margin must be finite and at least 0 but was " + margin);
        }
        if (period.isNegative()) {
            throw new IllegalArgumentException("period must not be negative but was " + period);
        }
    }

    /** Returns this with another window. */
    public SizingSettings withWindow(Duration window) {
        return new SizingSettings(window, coverage, margin, period);
    }

    /** Returns this with another margin. */
    public SizingSettings withMargin(double margin) {
        return new SizingSettings(window, coverage, margin, period);
    }

    /** Returns this evaluated once in each period. */
    public SizingSettings every(Duration period) {
        return new SizingSettings(window, coverage, margin, period);
    }
}
