package io.selfscale.engine.decide;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one value per signal of what its source returned: per-replica samples are joined to the inventory by id, and
 * averaged (totals: summed) over the ready replicas that reported.
 */
final class SignalEstimate {

    /**
     * Values beyond this are taken for garbage, so that no sum of them overflows. Far above any count of requests,
     * bytes excepted, which should come in MiB.
     */
    static final double LARGEST_PLAUSIBLE = 1e15;

    private SignalEstimate() {}

    /**
     * Returns the signal as this decision sees it.
     *
     * @param ready the ready replicas in a fixed order, so that the sum is the same for every order of the inventory
     * @param gain capacity at the service level in force, in multiples of full service
     */
    static SignalState of(
            SignalSpec spec, @Nullable Reading reading, List<Replica> ready, ScalingSpec scaling, double gain) {
        Signal signal = spec.signal();
        if (reading == null) {
            return new SignalState(signal, Sample.absent("no reading"), 0, 0);
        }
        if (reading instanceof Reading.Whole whole) {
            return new SignalState(signal, usable(whole.sample(), spec, gain), 0, 0);
        }
        if (reading instanceof Reading.ByReplica byReplica) {
            return join(spec, byReplica.samples(), ready, scaling, gain);
        }
        throw new AssertionError(reading);
    }

    private static SignalState join(
            SignalSpec spec, Map<String, Sample> samples, List<Replica> ready, ScalingSpec scaling, double gain) {
        SignalKind kind = spec.signal().kind();
        double sum = 0;
        double weights = 0;
        int reporting = 0;
        Duration oldest = Duration.ZERO;
        for (Replica replica : ready) {
            Sample sample = samples.get(replica.id());
            if (sample != null && usable(sample, spec, gain) instanceof Sample.Fresh fresh) {
                int weight = weight(scaling, replica);
                sum += kind == SignalKind.RATIO ? weight * fresh.value() : fresh.value();
                weights += kind == SignalKind.DURATION ? 1 : weight;
                reporting++;
                if (fresh.age().compareTo(oldest) > 0) {
                    oldest = fresh.age();
                }
            }
        }
        Sample joined;
        if (reporting == 0) {
            joined = Sample.absent(ready.isEmpty() ? "no replica is ready" : "no ready replica reported");
        } else {
            joined = new Sample.Fresh(kind == SignalKind.TOTAL ? sum : sum / weights, oldest);
        }
        return new SignalState(spec.signal(), joined, reporting, ready.size());
    }

    /** Weights by capacity, so that the mean over replicas of unequal size is that over their capacity. */
    private static int weight(ScalingSpec scaling, Replica replica) {
        return scaling.pools().get(scaling.indexOfPool(replica.pool())).cost().capacityWeight();
    }

    /**
     * Returns the sample as it would be at full service: stale if it is too old, absent if its value is implausible.
     *
     * @param gain capacity at the service level in force, in multiples of full service
     */
    static Sample usable(Sample sample, SignalSpec spec, double gain) {
        if (sample instanceof Sample.Fresh fresh) {
            if (fresh.value() > LARGEST_PLAUSIBLE) {
                return Sample.absent("implausibly large: " + fresh.value());
            }
            if (fresh.age().compareTo(spec.maxAge()) > 0) {
                return new Sample.Stale(fresh.value(), fresh.age());
            }
            return switch (spec.levelEffect()) {
                case NONE, COUNTED -> fresh;
                case LOAD -> gain > 1 ? new Sample.Fresh(fresh.value() * gain, fresh.age()) : fresh;
                case CAPACITY -> gain > 1 ? new Sample.Fresh(fresh.value() / gain, fresh.age()) : fresh;
            };
        }
        return sample;
    }
}
