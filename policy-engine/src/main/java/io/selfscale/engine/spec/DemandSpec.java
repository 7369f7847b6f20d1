package io.selfscale.engine.spec;

import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the demand for capacity is read from. With it the engine knows how many replicas the work takes, and a scale-out
 * is granted only as far as ready and ordered replicas do not cover that already, plus {@code spare}: a queue that
 * drains while replicas start is no reason to order more (semantics section 10).
 *
 * @param arrivals work that arrives per second, refused work included; a {@link SignalKind#TOTAL}
 * @param backlog work that waits, or null; a {@link SignalKind#TOTAL}
 * @param drain time in which the backlog is to be worked off, positive
 * @param capacity work per second that one ready replica serves when it is never idle; a {@link
 *     SignalKind#PER_REPLICA}
 * @param window how far back arrivals and capacity are averaged, positive
 * @param spare replicas granted beyond the need, at least 0
 */
public record DemandSpec(
        Signal arrivals, @Nullable Signal backlog, Duration drain, Signal capacity, Duration window, int spare) {

    public DemandSpec {
        Objects.requireNonNull(arrivals, "arrivals");
        Objects.requireNonNull(capacity, "capacity");
        if (arrivals.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException(
                    "arrivals must be a TOTAL signal but " + arrivals + " is " + arrivals.kind());
        }
        if (backlog != null && backlog.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException(
                    "backlog must be a TOTAL signal but " + backlog + " is " + backlog.kind());
        }
        if (capacity.kind() != SignalKind.PER_REPLICA) {
            throw new IllegalArgumentException(
                    "capacity must be a PER_REPLICA signal but " + capacity + " is " + capacity.kind());
        }
        if (drain.isNegative() || drain.isZero() || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException(
                    "drain and window must be positive but were " + drain + " and " + window);
        }
        if (spare < 0) {
            throw new IllegalArgumentException("spare must be at least 0 but was " + spare);
        }
    }
}
