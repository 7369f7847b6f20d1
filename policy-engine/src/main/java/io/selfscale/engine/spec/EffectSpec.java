package io.selfscale.engine.spec;

import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.Objects;

/**
 * Checks that scale-outs help: if several in a row raised the throughput by far less than they raised the capacity, the
 * bottleneck is elsewhere, growth stops and an alarm says so.
 *
 * @param throughput work completed per second; a {@link SignalKind#TOTAL}
 * @param settle time after a scale-out took effect before its effect is measured, positive
 * @param leastGain share of the expected gain below which a scale-out was ineffective, in (0, 1)
 * @param actions ineffective scale-outs in a row after which growth stops, at least 1
 * @param retryAfter time after which growth is tried again, positive
 */
public record EffectSpec(Signal throughput, Duration settle, double leastGain, int actions, Duration retryAfter) {

    public EffectSpec {
        Objects.requireNonNull(throughput, "throughput");
        if (throughput.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException(
                    "throughput must be a TOTAL signal but " + throughput + " is " + throughput.kind());
        }
        if (settle.isNegative() || settle.isZero() || retryAfter.isNegative() || retryAfter.isZero()) {
            throw new IllegalArgumentException(
                    "settle and retryAfter must be positive but were " + settle + ", " + retryAfter);
        }
        if (!(leastGain > 0 && leastGain < 1)) {
            throw new IllegalArgumentException("leastGain must be in (0, 1) but was " + leastGain);
        }
        if (actions < 1) {
            throw new IllegalArgumentException("actions must be at least 1 but was " + actions);
        }
    }

    /** Returns a check that stops growth after three scale-outs with less than a tenth of the expected gain. */
    public static EffectSpec on(Signal throughput) {
        return new EffectSpec(throughput, Duration.ofMinutes(1), 0.1, 3, Duration.ofMinutes(30));
    }
}
