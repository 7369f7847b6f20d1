package io.selfscale.adapter.yaml.service;

import java.time.Duration;
import java.util.Objects;

/**
 * What goes wrong with replicas.
 *
 * @param neverReady share of the starts that never become ready, in [0, 1]
 * @param crashesPerHour crashes per hour of a ready replica, at least 0
 * @param interruptionsPerHour times per hour that a replica of a spot pool is announced to be taken away, at least 0
 * @param interruptionNotice time from that announcement until it is gone, not negative
 */
public record FaultRates(
        double neverReady, double crashesPerHour, double interruptionsPerHour, Duration interruptionNotice) {

    /** Nothing goes wrong. */
    public static final FaultRates NONE = new FaultRates(0, 0, 0, Duration.ofMinutes(2));

    public FaultRates {
        Objects.requireNonNull(interruptionNotice, "interruptionNotice");
    }
}
