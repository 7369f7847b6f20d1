package io.selfscale.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * A signal and how far back a policy looks at it.
 *
 * @param signal what is looked at
 * @param span how far back, positive
 */
public record SignalWindow(Signal signal, Duration span) {
    public SignalWindow {
        Objects.requireNonNull(signal, "signal");
        if (span.isNegative() || span.isZero()) {
            throw new IllegalArgumentException("the window of " + signal + " must be positive but was " + span);
        }
    }
}
