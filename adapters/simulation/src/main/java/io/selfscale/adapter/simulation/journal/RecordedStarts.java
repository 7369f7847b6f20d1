package io.selfscale.adapter.simulation.journal;

import io.selfscale.policy.Observation;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The start-ups that a journal saw: from the order of a replica to the moment it was ready. */
final class RecordedStarts {

    private RecordedStarts() {}

    /** Returns the start-up times in seconds by pool, in order; a pool without any is left out. */
    static Map<String, List<Double>> byPool(List<Observation> observations) {
        Map<String, List<Double>> seconds = new TreeMap<>();
        Set<String> startingSeen = new HashSet<>();
        Set<String> counted = new HashSet<>();
        for (Observation observation : observations) {
            for (Replica replica : observation.inventory().replicas()) {
                if (replica.state().isInFlight()) {
                    startingSeen.add(replica.id());
                    // A pool may use an id again.
                    counted.remove(replica.id());
                } else if (replica.state() == ReplicaState.READY
                        && startingSeen.contains(replica.id())
                        && counted.add(replica.id())) {
                    double startup = replica.age().minus(replica.inState()).toNanos() / 1e9;
                    seconds.computeIfAbsent(replica.pool(), pool -> new ArrayList<>())
                            .add(startup);
                }
            }
        }
        return seconds;
    }
}
