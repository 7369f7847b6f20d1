package io.selfscale.adapter.micrometer;

import io.selfscale.policy.Capacity;
import io.selfscale.policy.Combination;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalState;
import io.selfscale.policy.Stamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions to publish. */
final class Decisions {

    static final String TARGET = "checkout";
    static final Signal GPU = Signal.ratio("gpu_utilization");
    static final Signal LATENCY = Signal.duration("latency");
    static final Signal QUEUE = Signal.total("queue_length", "requests");

    private Decisions() {}

    static Decision steady(SignalState... seen) {
        return of(TARGET, 4, 4, ReasonCode.STEADY, new Capacity(4, 0, 0, null), List.of(), seen);
    }

    static Decision out(@Nullable Demand demand, ConstraintEffect... constraints) {
        return of(TARGET, 4, 6, ReasonCode.OUT_ANY, new Capacity(3, 1, 2, demand), List.of(constraints));
    }

    static Decision ofTarget(String target) {
        return of(target, 1, 1, ReasonCode.STEADY, new Capacity(1, 0, 0, null), List.of());
    }

    static ConstraintEffect limit(String constraint, ReasonCode reason) {
        return new ConstraintEffect(constraint, 9, 6, reason, null);
    }

    static SignalState seen(Signal signal, Sample sample) {
        return new SignalState(signal, sample, 0, 0);
    }

    private static Decision of(
            String target,
            int from,
            int to,
            ReasonCode reason,
            Capacity capacity,
            List<ConstraintEffect> constraints,
            SignalState... seen) {
        return new Decision(
                new Stamp(target, 1, Instant.EPOCH, 0),
                from,
                to,
                List.of(seen),
                List.of(),
                new Combination(to, reason, List.of()),
                constraints,
                new Decision.Ordering(capacity, List.of()));
    }
}
