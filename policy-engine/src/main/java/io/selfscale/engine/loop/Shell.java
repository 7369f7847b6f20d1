package io.selfscale.engine.loop;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.AutoscalerListener;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.Lease;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.policy.spi.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the loop is connected to.
 *
 * @param rules what decides
 * @param sources where each signal is read from; those that the specification does not name are not read; copied
 * @param pools what carries orders out; copied
 * @param records where decisions and the state are kept
 * @param claim how this autoscaler makes sure that it is the only one, or null if it is
 * @param listeners who is told; copied
 * @param timing deadlines and intervals
 */
public record Shell(
        Rules rules,
        Map<Signal, MetricSource> sources,
        List<ReplicaPool> pools,
        Records records,
        @Nullable Claim claim,
        List<AutoscalerListener> listeners,
        Timing timing) {

    /**
     * What decides, and how it was written down.
     *
     * @param spec the specification
     * @param text what the journal keeps of it, a policy file for instance, or null
     */
    public record Rules(ScalingSpec spec, @Nullable String text) {}

    /**
     * Where decisions and the state are kept.
     *
     * @param journal where decisions are recorded
     * @param store where the state is kept across restarts
     */
    public record Records(Journal journal, StateStore store) {}

    /**
     * A claim to be the one autoscaler of the target.
     *
     * @param lease held while it decides
     * @param length how long the lease lasts unless it is renewed, positive
     */
    public record Claim(Lease lease, Duration length) {
        public Claim {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("the length of a lease must be positive but was " + length);
            }
        }
    }

    /**
     * Deadlines and intervals.
     *
     * @param readDeadline time a source or an inventory gets to answer, positive
     * @param adviceDeadline time advice gets, positive
     * @param orderDeadline time one attempt to give an order gets, positive
     * @param firstRetry pause before an order is given again, positive; doubles each time
     * @param longestRetry longest such pause
     * @param snapshotInterval time between two snapshots of the state, positive
     */
    public record Timing(
            Duration readDeadline,
            Duration adviceDeadline,
            Duration orderDeadline,
            Duration firstRetry,
            Duration longestRetry,
            Duration snapshotInterval) {

        /** Returns the defaults for a tick: sources get half of it, advice a quarter. */
        public static Timing forTick(Duration tick) {
            return new Timing(
                    tick.dividedBy(2),
                    tick.dividedBy(4),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30));
        }

        /** Returns this with another time for sources and inventories. */
        public Timing withReadDeadline(Duration deadline) {
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("the read deadline must be positive but was " + deadline);
            }
            return new Timing(deadline, adviceDeadline, orderDeadline, firstRetry, longestRetry, snapshotInterval);
        }
    }

    /**
     * Checks that the specification can be carried out.
     *
     * @throws IllegalArgumentException if a signal has no source, or a pool nothing that starts its replicas, with every
     *     such problem in the message
     */
    public Shell {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        pools = List.copyOf(pools);
        listeners = List.copyOf(listeners);
        List<String> names = pools.stream().map(ReplicaPool::name).toList();
        List<String> problems = new ArrayList<>();
        for (SignalSpec signal : rules.spec().signals()) {
            if (!sources.containsKey(signal.signal())) {
                problems.add("signal " + signal.signal() + " has no source; there are sources for "
                        + sources.keySet().stream().map(Signal::name).toList());
            }
        }
        for (PoolSpec pool : rules.spec().pools()) {
            if (!names.contains(pool.name())) {
                problems.add(
                        "pool " + pool.name() + " has nothing that starts and stops its replicas; there is " + names);
            }
        }
        for (String name : names) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                problems.add("two pools are named " + name);
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "scaling target " + rules.spec().target().name() + ": " + String.join("; ", problems));
        }
    }

    /** Returns what decides. */
    public ScalingSpec spec() {
        return rules.spec();
    }
}
