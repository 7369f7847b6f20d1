package io.selfscale.engine.lint.model;

import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the signals of a target read under a load. One number, the load in replicas' worth, drives all of them: at one
 * replica's worth for each ready replica every signal is at its reference, which is its scale-out threshold or its
 * target. With {@code u = load / ready}:
 *
 * <ul>
 *   <li>a mean per replica or a ratio is {@code reference * u}, a ratio at most 1;
 *   <li>a total is {@code reference * load}, whatever the size; one that a rule compares as if it were a mean ({@code
 *       Value} of the Horizontal Pod Autoscaler) is {@code reference * u};
 *   <li>a latency is that of one queue for each replica, {@code S / (1 - rho)}: {@code reference * (1 - rho*) / (1 - rho*
 *       * u)}, with {@code rho*} the utilization at the reference, at most {@value #SLOWEST} times the reference;
 *   <li>what does not depend on the load, such as the service time of a full server, is constant.
 * </ul>
 *
 * That all signals reach their references at the same load is an assumption. It is the one under which they disagree
 * least; a target whose signals disagree more is held by those that do not want to scale in.
 */
final class Plant {

    /** Largest latency, in multiples of its reference: what an overloaded queue reads. */
    private static final double SLOWEST = 100;

    private final ScalingSpec spec;
    private final References references;
    private final boolean byReplica;

    Plant(ScalingSpec spec, References references) {
        this.spec = spec;
        this.references = references;
        this.byReplica = !spec.policies().stream().allMatch(References::knows);
    }

    /**
     * Returns the readings at a load, spread evenly; absent ones where a mean over no replica is asked.
     *
     * @param ready ids of the ready replicas
     */
    Map<Signal, Reading> read(double load, List<String> ready) {
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        for (SignalSpec signal : spec.signals()) {
            readings.put(signal.signal(), read(signal.signal(), load, ready));
        }
        DemandSpec demand = spec.demand();
        if (demand != null) {
            // One replica serves what is one replica's worth of arrivals; nothing waits for long under a constant load.
            readings.put(demand.capacity(), Reading.of(references.of(demand.arrivals())));
            if (demand.backlog() != null) {
                readings.put(demand.backlog(), Reading.of(0));
            }
        }
        return readings;
    }

    private Reading read(Signal signal, double load, List<String> ready) {
        Double constant = references.constant(signal);
        if (constant != null) {
            return Reading.of(constant);
        }
        if (signal.kind() == SignalKind.TOTAL && !references.isMean(signal)) {
            return Reading.of(references.of(signal) * load);
        }
        if (ready.isEmpty()) {
            return Reading.absent("no replica is ready");
        }
        double value = value(signal, load / ready.size());
        if (!byReplica || !signal.kind().isProportional()) {
            return Reading.of(value);
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        ready.forEach(id -> samples.put(id, Sample.of(value)));
        return Reading.byReplica(samples);
    }

    private double value(Signal signal, double perReplica) {
        double reference = references.of(signal);
        return switch (signal.kind()) {
            case RATIO -> Math.min(1, reference * perReplica);
            case PER_REPLICA, TOTAL -> reference * perReplica;
            case DURATION -> {
                double idle = 1 - references.utilization() * perReplica;
                double latency = idle <= 0 ? SLOWEST : Math.min(SLOWEST, (1 - references.utilization()) / idle);
                yield reference * latency;
            }
        };
    }
}
