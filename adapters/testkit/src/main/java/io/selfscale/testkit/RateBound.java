package io.selfscale.testkit;

import java.time.Duration;

/**
 * How fast a decision function claims to let the count move.
 *
 * @param out replicas that it adds at most in any period, at least 1
 * @param in replicas that it removes at most in any period, at least 1
 * @param period length of the sliding period, positive
 */
public record RateBound(int out, int in, Duration period) {
    public RateBound {
        if (out < 1 || in < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(
                    "out and in must be at least 1 and period positive but were " + out + ", " + in + ", " + period);
        }
    }
}
