package io.selfscale.engine.decide;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.window.BucketWindow;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The view that policies are given. */
final class DecisionView implements View {

    private final ScalingSpec spec;
    private final Estimate estimate;
    private final Observation observation;
    private final long observedSince;

    DecisionView(ScalingSpec spec, Estimate estimate, Observation observation, long observedSince) {
        this.spec = spec;
        this.estimate = estimate;
        this.observation = observation;
        this.observedSince = observedSince;
    }

    @Override
    public Instant wallTime() {
        return observation.wallTime();
    }

    @Override
    public long nanos() {
        return estimate.nanos();
    }

    @Override
    public int requested() {
        return estimate.requested();
    }

    @Override
    public int min() {
        return spec.target().min();
    }

    @Override
    public int max() {
        return spec.target().max();
    }

    @Override
    public int ready() {
        return estimate.census().readyUnits();
    }

    @Override
    public int inFlight() {
        return estimate.census().inFlight();
    }

    @Override
    public List<Replica> replicas() {
        List<Replica> replicas = estimate.census().replicas();
        // Replicas of somebody else's pool must not look to a policy like ones it is responsible for (pain 16).
        return replicas.stream().allMatch(this::isOurs)
                ? replicas
                : replicas.stream().filter(this::isOurs).toList();
    }

    private boolean isOurs(Replica replica) {
        return spec.indexOfPool(replica.pool()) >= 0;
    }

    @Override
    public boolean isInventoryKnown() {
        return estimate.census().isKnown();
    }

    @Override
    public Sample current(Signal signal) {
        return estimate.signals().get(index(signal)).sample();
    }

    @Override
    public Reading reading(Signal signal) {
        SignalSpec signalSpec = spec.signals().get(index(signal));
        Reading reading = observation.readings().get(signal);
        if (reading instanceof Reading.ByReplica byReplica) {
            Map<String, Sample> usable = new LinkedHashMap<>();
            byReplica
                    .samples()
                    .forEach(
                            (id, sample) -> usable.put(id, SignalEstimate.usable(sample, signalSpec, estimate.gain())));
            return new Reading.ByReplica(usable);
        }
        return new Reading.Whole(current(signal));
    }

    @Override
    public Window window(Signal signal, Duration span) {
        int index = spec.indexOf(new SignalWindow(signal, span));
        if (index < 0) {
            throw new IllegalArgumentException(
                    "window " + span + " of " + signal + " was not declared by the policy that asks for it");
        }
        long interval = spec.windows().get(index).intervalNanos();
        // A source that always answers with what it measured a while ago has no gap at the end of its window: otherwise
        // a short window would never be covered, and its rule would never act.
        long end = estimate.nanos();
        if (current(signal) instanceof Sample.Fresh fresh) {
            end -= fresh.age().toNanos();
        }
        return BucketWindow.of(estimate.rings().get(index), span, interval, end);
    }

    @Override
    public long unchangedSinceNanos() {
        return estimate.change().unchangedSinceNanos();
    }

    @Override
    public long observedSinceNanos() {
        return observedSince;
    }

    @Override
    public Duration startupTime(double share) {
        return estimate.startupTime(share);
    }

    @Override
    public @Nullable Demand demand() {
        return estimate.demand();
    }

    private int index(Signal signal) {
        int index = spec.indexOf(signal);
        if (index < 0) {
            throw new IllegalArgumentException("signal " + signal + " was not added to the specification");
        }
        return index;
    }
}
