package io.selfscale.engine.spec;

import java.time.Duration;

/**
 * How the engine deals with a replica pool.
 *
 * @param name its name
 * @param startDeadline time after which a replica that is not ready counts as expired and is replaced: the 99th
 *     percentile of its start-up time and a margin; positive
 * @param drainDeadline time that work in progress gets before a replica is stopped, not negative
 */
public record PoolSpec(String name, Duration startDeadline, Duration drainDeadline) {

    /** Time to become ready, by default: ten minutes, beyond the 409 s of a published 30 GB model start. */
    public static final Duration DEFAULT_START_DEADLINE = Duration.ofMinutes(10);

    /** Time to drain, by default. */
    public static final Duration DEFAULT_DRAIN_DEADLINE = Duration.ofSeconds(30);

    public PoolSpec {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a pool must not be blank");
        }
        if (startDeadline.isNegative() || startDeadline.isZero()) {
            throw new IllegalArgumentException("startDeadline must be positive but was " + startDeadline);
        }
        if (drainDeadline.isNegative()) {
            throw new IllegalArgumentException("drainDeadline must not be negative but was " + drainDeadline);
        }
    }

    /** Returns a pool with default deadlines. */
    public static PoolSpec of(String name) {
        return new PoolSpec(name, DEFAULT_START_DEADLINE, DEFAULT_DRAIN_DEADLINE);
    }
}
