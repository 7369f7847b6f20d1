package io.selfscale.engine.spec;

import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.Objects;

/**
 * How a signal is read.
 *
 * @param signal what is read
 * @param required whether scale-in is blocked while the signal is absent, stale or lacks a ready replica
 * @param maxAge age beyond which a sample is stale, positive
 * @param interval time between two measurements at the source, if longer than the tick; zero otherwise
 * @param levelEffect how its value depends on the service level
 */
public record SignalSpec(Signal signal, boolean required, Duration maxAge, Duration interval, LevelEffect levelEffect) {

    /**
     * How a value depends on the service level. Policies see what it would be at full service, so that a degraded
     * service never hides the need to grow (semantics section 15).
     */
    public enum LevelEffect {
        /** It does not: arrivals, requests that wait. */
        NONE,
        /** A load on replicas, which shrinks as the capacity gain grows: utilization, requests under way. */
        LOAD,
        /** A capacity, which grows with the gain: requests per second of one replica. */
        CAPACITY,
        /**
         * A share of the requests that were not served as promised, in which those below full service count: what is late
         * or degraded. A share of late ones alone falls as a brownout begins, and hides what it hides.
         */
        COUNTED
    }

    /** Age beyond which a sample is stale, by default: one minute, four scrapes of 15 s. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(1);

    public SignalSpec {
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(levelEffect, "levelEffect");
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("maxAge of " + signal + " must be positive but was " + maxAge);
        }
        if (interval.isNegative()) {
            throw new IllegalArgumentException("interval of " + signal + " must not be negative but was " + interval);
        }
    }

    /** Returns a required signal with the default age limit, measured at every tick. */
    public static SignalSpec required(Signal signal) {
        return new SignalSpec(signal, true, DEFAULT_MAX_AGE, Duration.ZERO, LevelEffect.NONE);
    }

    /** Returns a signal whose absence blocks nothing. */
    public static SignalSpec optional(Signal signal) {
        return new SignalSpec(signal, false, DEFAULT_MAX_AGE, Duration.ZERO, LevelEffect.NONE);
    }

    /** Returns this with another age limit. */
    public SignalSpec withMaxAge(Duration maxAge) {
        return new SignalSpec(signal, required, maxAge, interval, levelEffect);
    }

    /** Returns this with another measuring interval, which is then the shortest bucket of its windows. */
    public SignalSpec withInterval(Duration interval) {
        return new SignalSpec(signal, required, maxAge, interval, levelEffect);
    }

    /** Returns this depending on the service level. */
    public SignalSpec withLevelEffect(LevelEffect levelEffect) {
        return new SignalSpec(signal, required, maxAge, interval, levelEffect);
    }
}
