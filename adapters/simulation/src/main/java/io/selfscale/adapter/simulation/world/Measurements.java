package io.selfscale.adapter.simulation.world;

import java.util.Map;

/**
 * What was measured between two samples of the counters of a world.
 *
 * @param fromSeconds time of the earlier sample
 * @param toSeconds time of the later sample, after {@code fromSeconds}
 * @param arrivals requests that arrived, rejected ones included; those that the result cache answers are seen nowhere
 * @param rejected requests that were rejected or gave up
 * @param starts requests that took a slot
 * @param lateStarts those of them that had waited for longer than is in time
 * @param degradedInTime those of them that had not, but were served at a lower level than full service
 * @param completions requests that were served
 * @param waitSeconds waits of the requests that took a slot
 * @param firstTokenSeconds times from arrival to the end of the prefill of the requests that began to generate
 * @param serviceSeconds times in a slot of the requests that were served
 * @param responseSeconds times from arrival to end of the requests that were served
 * @param meanInFlight mean number of requests that waited or were served
 * @param meanInService mean number of requests that were served
 * @param waiting requests that waited at the later sample
 * @param oldestWaitSeconds how long the first of them had waited by then; 0 without
 * @param longestWaitSeconds the wait up to which a request counts as served in time
 * @param fullBatchSeconds mean time in a slot, in full service and with every slot taken, of the requests that were served
 *     lately; NaN before the first
 * @param slots slots of one replica
 * @param replicas each replica that was ready at the later sample, by id
 */
public record Measurements(
        double fromSeconds,
        double toSeconds,
        long arrivals,
        long rejected,
        long starts,
        long lateStarts,
        long degradedInTime,
        long completions,
        Times waitSeconds,
        Times firstTokenSeconds,
        Times serviceSeconds,
        Times responseSeconds,
        double meanInFlight,
        double meanInService,
        int waiting,
        double oldestWaitSeconds,
        double longestWaitSeconds,
        double fullBatchSeconds,
        int slots,
        Map<String, OfReplica> replicas) {

    /**
     * What was measured of one replica.
     *
     * @param meanInService mean number of slots taken
     * @param busyShare share of the time with a slot taken, in [0, 1]
     */
    public record OfReplica(double meanInService, double busyShare) {}

    /** Returns the time between the samples in seconds. */
    public double seconds() {
        return toSeconds - fromSeconds;
    }
}
