package io.selfscale.engine.policy;

/**
 * How a head-room is calibrated: the factor on the work that capacity is ordered for, which stands for all that a model does
 * not know, such as bursts. Each evaluation moves it by {@code gain * (late share - goal)}, as online conformal prediction
 * adapts its quantile (Gibbs and Candes 2021): wherever it starts, the late share comes to the goal in the long run.
 *
 * @param goal share of requests that may be late, or degraded where those are {@linkplain LoadSignals counted} as well, in
 *     (0, 1)
 * @param gainPerMinute how much it grows within a minute in which every request is late, at least 0; 0 keeps it as it is
 * @param least smallest factor, positive
 * @param first factor to begin with, in {@code [least, greatest]}
 * @param greatest largest factor
 */
public record Headroom(double goal, double gainPerMinute, double least, double first, double greatest) {

    /** Four of a thousand late, which leaves room below a promise of one percent for what no head-room prevents. */
    public static final Headroom DEFAULT = new Headroom(0.004, 0.12, 0.5, 0.85, 3);

    /** A gap of measurements says nothing about the time in it. */
    private static final double MOST_MINUTES = 1;

    public Headroom {
        if (!(goal > 0 && goal < 1)) {
            throw new IllegalArgumentException("goal must be in (0, 1) but was " + goal);
        }
        if (!(gainPerMinute >= 0) || !Double.isFinite(gainPerMinute)) {
            throw new IllegalArgumentException("gainPerMinute must be finite and at least 0 but was " + gainPerMinute);
        }
        if (!(least > 0 && least <= first && first <= greatest) || !Double.isFinite(greatest)) {
            throw new IllegalArgumentException("0 < least <= first <= greatest must hold for a head-room but they were "
                    + least + ", " + first + ", " + greatest);
        }
    }

    /** Returns this with another share of requests that may be late. */
    public Headroom withGoal(double goal) {
        return new Headroom(goal, gainPerMinute, least, first, greatest);
    }

    /** Returns this with another gain. */
    public Headroom withGainPerMinute(double gainPerMinute) {
        return new Headroom(goal, gainPerMinute, least, first, greatest);
    }

    /** Returns this with another factor to begin with, and other limits. */
    public Headroom between(double least, double first, double greatest) {
        return new Headroom(goal, gainPerMinute, least, first, greatest);
    }

    /**
     * Returns the next factor.
     *
     * @param factor the present one
     * @param lateShare share of requests that were late
     * @param weight how much these requests count, in [0, 1]
     * @param minutes since the last evaluation
     */
    double next(double factor, double lateShare, double weight, double minutes) {
        double late = Math.max(0, Math.min(1, lateShare));
        double moved = factor + gainPerMinute * Math.min(minutes, MOST_MINUTES) * weight * (late - goal);
        return Math.max(least, Math.min(greatest, moved));
    }
}
