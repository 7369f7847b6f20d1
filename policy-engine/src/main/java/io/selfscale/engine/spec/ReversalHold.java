package io.selfscale.engine.spec;

import java.time.Duration;

/**
 * Holds a scale-in back after the direction was reversed, longer with each reversal: what flaps is made to wait. A
 * scale-out is never held back.
 *
 * @param within a change in the other direction within this time of the last one is a reversal; zero for no hold
 * @param first hold after one reversal; each further one doubles it
 * @param longest longest hold, at least {@code first}
 */
public record ReversalHold(Duration within, Duration first, Duration longest) {

    /** No hold. */
    public static final ReversalHold NONE = new ReversalHold(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public ReversalHold {
        if (within.isNegative() || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("within and first must not be negative and longest at least first, but"
                    + " were " + within + ", " + first + ", " + longest);
        }
    }

    /** Returns the hold after {@code reversals} reversals. */
    public Duration after(int reversals) {
        if (reversals <= 0) {
            return Duration.ZERO;
        }
        Duration hold = first.multipliedBy(1L << Math.min(reversals - 1, 20));
        return hold.compareTo(longest) > 0 ? longest : hold;
    }
}
