package io.selfscale.engine.spec;

import java.time.Duration;
import java.util.Objects;

/**
 * What holds a change back, by direction. Nothing does by default but the bounds of the target.
 *
 * @param stabilizationOut a scale-out goes no further than the least recommendation of this window; zero for none
 * @param stabilizationIn a scale-in goes no further than the greatest recommendation of this window; zero for none
 * @param rateOut how fast the count may rise
 * @param rateIn how fast the count may fall
 * @param cooldownOut time after a scale-out took effect in which no other begins; zero for none
 * @param cooldownIn time after any change took effect in which no scale-in begins; zero for none
 * @param reversal hold after the direction was reversed
 * @param actionsPerDay changes in any 24 hours after which no scale-in begins; 0 for no limit. A scale-out counts, and
 *     is never held back
 */
public record Limits(
        Duration stabilizationOut,
        Duration stabilizationIn,
        RateLimit rateOut,
        RateLimit rateIn,
        Duration cooldownOut,
        Duration cooldownIn,
        ReversalHold reversal,
        int actionsPerDay) {

    /** The largest number of changes a day that can be counted. */
    public static final int MOST_ACTIONS_PER_DAY = 200;

    private static final Limits NONE = new Limits(
            Duration.ZERO,
            Duration.ZERO,
            RateLimit.none(),
            RateLimit.none(),
            Duration.ZERO,
            Duration.ZERO,
            ReversalHold.NONE,
            0);

    public Limits {
        Objects.requireNonNull(rateOut, "rateOut");
        Objects.requireNonNull(rateIn, "rateIn");
        Objects.requireNonNull(reversal, "reversal");
        requireNotNegative("stabilizationOut", stabilizationOut);
        requireNotNegative("stabilizationIn", stabilizationIn);
        requireNotNegative("cooldownOut", cooldownOut);
        requireNotNegative("cooldownIn", cooldownIn);
        if (actionsPerDay < 0 || actionsPerDay > MOST_ACTIONS_PER_DAY) {
            throw new IllegalArgumentException(
                    "actionsPerDay must be in [0, " + MOST_ACTIONS_PER_DAY + "] but was " + actionsPerDay);
        }
    }

    /** Returns no limits. */
    public static Limits none() {
        return NONE;
    }

    /** Returns the defaults of the Horizontal Pod Autoscaler (semantics section 1.1). */
    public static Limits hpaDefaults() {
        Duration period = Duration.ofSeconds(15);
        return none().withStabilization(Duration.ZERO, Duration.ofMinutes(5))
                .withRates(RateLimit.hpaOut(period), RateLimit.hpaIn(period));
    }

    /** Returns this with other stabilization windows. */
    public Limits withStabilization(Duration out, Duration in) {
        return new Limits(out, in, rateOut, rateIn, cooldownOut, cooldownIn, reversal, actionsPerDay);
    }

    /** Returns this with other rate limits. */
    public Limits withRates(RateLimit out, RateLimit in) {
        return new Limits(stabilizationOut, stabilizationIn, out, in, cooldownOut, cooldownIn, reversal, actionsPerDay);
    }

    /** Returns this with other cooldowns. */
    public Limits withCooldowns(Duration out, Duration in) {
        return new Limits(stabilizationOut, stabilizationIn, rateOut, rateIn, out, in, reversal, actionsPerDay);
    }

    /** Returns this with another hold after reversals. */
    public Limits withReversalHold(ReversalHold hold) {
        return new Limits(
                stabilizationOut, stabilizationIn, rateOut, rateIn, cooldownOut, cooldownIn, hold, actionsPerDay);
    }

    /** Returns this with another number of changes a day. */
    public Limits withActionsPerDay(int actions) {
        return new Limits(
                stabilizationOut, stabilizationIn, rateOut, rateIn, cooldownOut, cooldownIn, reversal, actions);
    }

    private static void requireNotNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative but was " + duration);
        }
    }
}
