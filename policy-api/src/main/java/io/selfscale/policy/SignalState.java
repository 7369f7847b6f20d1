package io.selfscale.policy;

import java.util.Objects;

/**
 * A signal as one decision saw it.
 *
 * @param signal which
 * @param sample its value over the whole target
 * @param reporting ready replicas that reported a fresh sample; 0 if the signal is read as a whole
 * @param expected ready replicas that should have; 0 if the signal is read as a whole
 */
public record SignalState(Signal signal, Sample sample, int reporting, int expected) {
    public SignalState {
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(sample, "sample");
        if (reporting < 0 || reporting > expected) {
            throw new IllegalArgumentException(
                    "0 <= reporting <= expected must hold but was " + reporting + " of " + expected);
        }
    }

    /** Tells whether scale-in must not rest on this signal: not fresh, or a ready replica did not report. */
    public boolean isBlind() {
        return !sample.isFresh() || reporting < expected;
    }
}
