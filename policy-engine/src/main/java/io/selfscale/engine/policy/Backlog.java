package io.selfscale.engine.policy;

import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;

/**
 * Work that waits, and the time to work it off in.
 *
 * @param signal the work that waits in front of the whole target; a {@link SignalKind#TOTAL}
 * @param drain time to work it off in, positive
 */
public record Backlog(Signal signal, Duration drain) {
    public Backlog {
        if (signal.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException("backlog must be a TOTAL signal but " + signal + " is " + signal.kind());
        }
        if (drain.isNegative() || drain.isZero()) {
            throw new IllegalArgumentException("drain must be positive but was " + drain);
        }
    }
}
