package io.selfscale.engine.policy;

import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CalibratedSizing} looks at.
 *
 * @param arrivals requests per second of the whole target, refused ones included; a {@link SignalKind#TOTAL}
 * @param serviceTime time that a request holds a slot while all slots of its replica are taken, waiting excluded; a {@link
 *     SignalKind#DURATION}. The time at the present occupancy is shorter, which the head-room has to make good
 * @param waiting requests that wait; a {@link SignalKind#TOTAL}; null to see no queue
 * @param running requests in service; a {@link SignalKind#TOTAL}; null to go by arrivals alone
 * @param lateShare share of the requests lately that waited for longer than the objective allows, or were refused; a {@link
 *     SignalKind#RATIO}; null to keep the head-room as it is. Beside a brownout ladder those served at less than full
 *     service must count as well: shorter answers make fewer late, and a head-room that fell for it would be one for the
 *     degraded service
 */
public record LoadSignals(
        Signal arrivals,
        Signal serviceTime,
        @Nullable Signal waiting,
        @Nullable Signal running,
        @Nullable Signal lateShare) {

    public LoadSignals {
        requireKind("arrivals", arrivals, SignalKind.TOTAL);
        requireKind("serviceTime", serviceTime, SignalKind.DURATION);
        requireKind("waiting", waiting, SignalKind.TOTAL);
        requireKind("running", running, SignalKind.TOTAL);
        requireKind("lateShare", lateShare, SignalKind.RATIO);
    }

    private static void requireKind(String what, @Nullable Signal signal, SignalKind kind) {
        if (signal != null && signal.kind() != kind) {
            throw new IllegalArgumentException(
                    what + " must be a " + kind + " signal but " + signal + " is " + signal.kind());
        }
    }

    /** Returns those that are looked at, arrivals first. */
    Set<Signal> all() {
        Set<Signal> signals = new LinkedHashSet<>();
        signals.add(arrivals);
        signals.add(serviceTime);
        for (Signal signal : new Signal[] {waiting, running, lateShare}) {
            if (signal != null) {
                signals.add(signal);
            }
        }
        return signals;
    }
}
