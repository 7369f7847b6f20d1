package io.selfscale.adapter.simulation.world;

import io.selfscale.policy.ReplicaState;

/**
 * The life of one replica. Times are seconds from time zero.
 *
 * @param id its id
 * @param pool its pool
 * @param orderedSeconds when it was ordered, or 0 if it was there from the start
 * @param readySeconds when it became ready; NaN if it never did
 * @param drainingSeconds when it was told to stop while it served; NaN if it was not
 * @param goneSeconds when it was gone; NaN if it was there to the end
 * @param last its last state
 * @param used whether it served anything
 */
public record ReplicaHistory(
        String id,
        String pool,
        double orderedSeconds,
        double readySeconds,
        double drainingSeconds,
        double goneSeconds,
        ReplicaState last,
        boolean used) {

    /** Returns the hours that are paid for, of a run of this length. */
    public double billedHours(double runSeconds) {
        double end = Double.isNaN(goneSeconds) ? runSeconds : Math.min(goneSeconds, runSeconds);
        return Math.max(0, end - orderedSeconds) / 3600;
    }
}
