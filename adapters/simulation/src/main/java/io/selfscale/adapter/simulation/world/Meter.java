package io.selfscale.adapter.simulation.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The counters of a world, read at samples: what happened between two of them is what can be seen. */
final class Meter {

    /** Weight of a new mean of the full-batch time against the earlier ones. */
    private static final double LEARNING_RATE = 0.2;

    private final double longestWait;
    private final int slots;

    private double sampledSeconds;
    private long arrivals;
    private long rejected;
    private long starts;
    private long lateStarts;
    private long degradedInTime;
    private long completions;
    private Times waits = new Times(0);
    private Times firstTokens = new Times(0);
    private Times services = new Times(0);
    private Times responses = new Times(0);

    private double fullBatchSum;
    private double fullBatchSeconds = Double.NaN;

    private int inFlight;
    private int inService;
    private double updatedSeconds;
    private double inFlightSeconds;
    private double inServiceSeconds;

    /** What {@link #inFlightSeconds} came to before the last sample. */
    private double allInFlightSeconds;

    Meter(double longestWait, int slots) {
        this.longestWait = longestWait;
        this.slots = slots;
    }

    private void advance(double now) {
        double passed = now - updatedSeconds;
        inFlightSeconds += inFlight * passed;
        inServiceSeconds += inService * passed;
        updatedSeconds = now;
    }

    void arrived(double now) {
        advance(now);
        arrivals++;
        inFlight++;
    }

    /** A request that arrived leaves without having been served. */
    void left(double now) {
        advance(now);
        rejected++;
        inFlight--;
    }

    void started(double now, double waited, boolean degraded) {
        advance(now);
        starts++;
        inService++;
        waits.add(waited);
        if (waited > longestWait) {
            lateStarts++;
        } else if (degraded) {
            degradedInTime++;
        }
    }

    /** A request begins to generate. */
    void prefilled(double sinceArrival) {
        firstTokens.add(sinceArrival);
    }

    /** A request goes from its slot back to the queue. */
    void returned(double now) {
        advance(now);
        inService--;
    }

    void completed(double now, double service, double response, double atFullBatch) {
        advance(now);
        completions++;
        inFlight--;
        inService--;
        services.add(service);
        responses.add(response);
        fullBatchSum += atFullBatch;
    }

    /** Returns the integral of the requests in the world over the whole run so far. */
    double inFlightSeconds(double now) {
        advance(now);
        return allInFlightSeconds + inFlightSeconds;
    }

    /** Returns what happened since the last sample, and begins anew. */
    Measurements sample(double now, int waiting, double oldestWait, Iterable<LiveReplica> ready) {
        advance(now);
        double seconds = now - sampledSeconds;
        Map<String, Measurements.OfReplica> replicas = new LinkedHashMap<>();
        for (LiveReplica replica : ready) {
            replicas.put(replica.id(), replica.sample(now));
        }
        if (services.count() > 0) {
            double mean = fullBatchSum / services.count();
            fullBatchSeconds = Double.isNaN(fullBatchSeconds)
                    ? mean
                    : fullBatchSeconds + LEARNING_RATE * (mean - fullBatchSeconds);
        }
        Measurements measured = new Measurements(
                sampledSeconds,
                now,
                arrivals,
                rejected,
                starts,
                lateStarts,
                degradedInTime,
                completions,
                waits,
                firstTokens,
                services,
                responses,
                seconds > 0 ? inFlightSeconds / seconds : inFlight,
                seconds > 0 ? inServiceSeconds / seconds : inService,
                waiting,
                oldestWait,
                longestWait,
                fullBatchSeconds,
                slots,
                Collections.unmodifiableMap(replicas));
        sampledSeconds = now;
        arrivals = 0;
        rejected = 0;
        starts = 0;
        lateStarts = 0;
        degradedInTime = 0;
        completions = 0;
        waits = new Times(waits.count());
        firstTokens = new Times(firstTokens.count());
        services = new Times(services.count());
        responses = new Times(responses.count());
        fullBatchSum = 0;
        allInFlightSeconds += inFlightSeconds;
        inFlightSeconds = 0;
        inServiceSeconds = 0;
        return measured;
    }
}
