package io.selfscale.engine.explain;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.WindowSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.window.BucketRing;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision as it would have been, had one signal held a value throughout its windows. */
final class HeldSignal {

    private final ScalingSpec spec;
    private final State before;
    private final Observation observation;
    private final Signal signal;
    private final Duration maxAge;
    private final double scale;

    HeldSignal(ScalingSpec spec, State before, Observation observation, Signal signal) {
        this.spec = spec;
        this.before = before;
        this.observation = observation;
        this.signal = signal;
        this.maxAge = spec.signals().get(spec.indexOf(signal)).maxAge();
        this.scale = scale();
    }

    /** Decides with {@code value}, finite and at least 0, now and in every bucket of every window of the signal. */
    Decision at(double value) {
        return Decider.decide(spec, withWindowsOf(value), reading(value / scale))
                .decision();
    }

    /**
     * Returns what policies see of a reading of one: they see values as they would be at full service, and means over
     * capacity.
     */
    private double scale() {
        Sample seen = Decider.view(spec, before, reading(1)).current(signal);
        return seen instanceof Sample.Fresh fresh && fresh.value() > 0 ? fresh.value() : 1;
    }

    private Observation reading(double value) {
        Map<Signal, Reading> readings = new LinkedHashMap<>(observation.readings());
        readings.put(signal, reading(observation.readings().get(signal), value));
        return new Observation(
                observation.wallTime(),
                observation.nanos(),
                readings,
                observation.inventory(),
                observation.outcomes(),
                observation.advice(),
                observation.events());
    }

    /** Keeps the form and the age of what was read: rules about readiness look at both. */
    private Reading reading(@Nullable Reading present, double value) {
        if (!(present instanceof Reading.ByReplica byReplica)) {
            Sample sample = present instanceof Reading.Whole whole ? whole.sample() : null;
            return Reading.of(Sample.measured(value, age(sample)));
        }
        List<Replica> ready = observation.inventory().replicas().stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .toList();
        double each = signal.kind() == SignalKind.TOTAL && !ready.isEmpty() ? value / ready.size() : value;
        Map<String, Sample> samples = new LinkedHashMap<>();
        byReplica.samples().forEach((id, sample) -> samples.put(id, Sample.measured(each, age(sample))));
        ready.forEach(replica -> samples.putIfAbsent(replica.id(), Sample.of(each)));
        return Reading.byReplica(samples);
    }

    private Duration age(@Nullable Sample sample) {
        return sample instanceof Sample.Fresh fresh && fresh.age().compareTo(maxAge) <= 0 ? fresh.age() : Duration.ZERO;
    }

    private State withWindowsOf(double value) {
        long now = Math.max(before.clock().nanos(), observation.nanos());
        List<BucketRing> rings = new ArrayList<>(before.rings());
        for (int i = 0; i < rings.size(); i++) {
            WindowSpec window = spec.windows().get(i);
            if (window.window().signal().equals(signal)) {
                rings.set(i, constant(window, rings.get(i), value, now));
            }
        }
        return new State(
                before.clock(),
                before.requested(),
                rings,
                before.policies(),
                before.history(),
                before.change(),
                before.ledger(),
                before.supply(),
                before.operation());
    }

    private static BucketRing constant(WindowSpec window, BucketRing present, double value, long now) {
        int size = window.buckets();
        double[] sums = new double[size];
        int[] counts = new int[size];
        Arrays.fill(sums, value);
        Arrays.fill(counts, 1);
        long first = Math.min(present.firstNanos(), now - window.window().span().toNanos());
        BucketRing.Open open =
                new BucketRing.Open(Math.floorDiv(now - 1, window.bucketNanos()), value, 1, /* partial= */ false);
        return BucketRing.restored(window.bucketNanos(), first, open, sums, counts, new boolean[size]);
    }
}
