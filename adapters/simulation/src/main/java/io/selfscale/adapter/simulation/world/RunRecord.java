package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.demand.Demand;
import java.util.List;

/**
 * Everything that a run leaves.
 *
 * @param demand what was offered
 * @param settings the world
 * @param requests what became of each request
 * @param ticks how things stood at each tick; copied
 * @param replicas every replica that there was; copied
 * @param cost money for everything up to the end of the demand
 * @param inFlightSeconds integral of the requests in the world over time, up to {@code endSeconds}
 * @param endSeconds when the run ended: at the end of the demand, or when the last request left after it
 */
public record RunRecord(
        Demand demand,
        WorldSettings settings,
        RequestRecords requests,
        List<TickRecord> ticks,
        List<ReplicaHistory> replicas,
        double cost,
        double inFlightSeconds,
        double endSeconds) {
    public RunRecord {
        ticks = List.copyOf(ticks);
        replicas = List.copyOf(replicas);
    }

    /** Returns the replica hours that are paid for. */
    public double replicaHours() {
        double hours = 0;
        for (ReplicaHistory replica : replicas) {
            hours += replica.billedHours(demand.seconds());
        }
        return hours;
    }
}
