package io.selfscale.engine.loop;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.AutoscalerListener;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.policy.spi.StateStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the loop is connected to.
 *
 * @param spec what decides
 * @param sources where each signal of the specification is read from
 * @param pool what carries orders out
 * @param journal where decisions are recorded
 * @param store where the state is kept across restarts
 * @param listeners who is told
 * @param timing deadlines and intervals
 */
public record Shell(
        ScalingSpec spec,
        Map<Signal, MetricSource> sources,
        ReplicaPool pool,
        Journal journal,
        StateStore store,
        List<AutoscalerListener> listeners,
        Timing timing) {

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

    /** Copies the collections. */
    public Shell {
        sources = new LinkedHashMap<>(sources);
        listeners = List.copyOf(listeners);
    }
}
