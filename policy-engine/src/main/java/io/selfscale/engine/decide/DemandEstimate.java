package io.selfscale.engine.decide;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.window.BucketRing;
import io.selfscale.engine.window.BucketWindow;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalState;
import io.selfscale.policy.SignalWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much work arrives, and how many replicas it takes: {@code ceil((arrivals + backlog / drain) / capacity)}. */
final class DemandEstimate {

    private DemandEstimate() {}

    /** Returns the demand, or null if arrivals, backlog or capacity are not known. */
    static @Nullable Demand of(
            ScalingSpec spec, DemandSpec source, List<SignalState> signals, List<BucketRing> rings, long nanos) {
        double arrivals = mean(spec, source, source.arrivals(), rings, nanos);
        double capacity = mean(spec, source, source.capacity(), rings, nanos);
        double waiting = 0;
        Signal backlog = source.backlog();
        if (backlog != null) {
            Sample sample = signals.get(spec.indexOf(backlog)).sample();
            waiting = sample instanceof Sample.Fresh fresh ? fresh.value() : Double.NaN;
        }
        double drainSeconds = source.drain().toNanos() / 1e9;
        double perSecond = arrivals + waiting / drainSeconds;
        if (!Double.isFinite(perSecond) || !(capacity > 0)) {
            return null;
        }
        return new Demand(perSecond, capacity, Rounding.ceil(perSecond / capacity));
    }

    private static double mean(ScalingSpec spec, DemandSpec source, Signal signal, List<BucketRing> rings, long nanos) {
        int index = spec.indexOf(new SignalWindow(signal, source.window()));
        return BucketWindow.of(rings.get(index), source.window(), nanos).mean();
    }
}
