package io.selfscale.adapter.simulation.figure;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.engine.queueing.MultiServerQueue;
import io.selfscale.engine.queueing.Sizing;

/**
 * The demand curve: the smallest number of ready replicas that serves what arrives in time, minute by minute. By Erlang C
 * over all slots, with the mean time that a request of that minute holds a slot while all are taken.
 */
final class DemandCurve {

    private static final double STEP_SECONDS = 60;

    /** Share of requests that may wait for longer than is in time. */
    private static final double LATE_SHARE = 0.01;

    private DemandCurve() {}

    static StepFunction of(RunRecord run, int min, int max) {
        Demand demand = run.demand();
        ReplicaModel model = run.settings().replica();
        double longestWait = run.settings().longestWait().toNanos() / 1e9;
        double end = demand.seconds();
        int steps = Math.max(1, (int) Math.ceil(end / STEP_SECONDS));
        double[] seconds = new double[steps];
        int[] values = new int[steps];
        int request = 0;
        for (int i = 0; i < steps; i++) {
            double from = i * STEP_SECONDS;
            double to = Math.min(end, from + STEP_SECONDS);
            double work = 0;
            int arrivals = 0;
            while (request < demand.size() && demand.arrivalSeconds(request) < to) {
                work += model.serviceSeconds(
                        demand.textTokens(request),
                        demand.imageTokens(request),
                        demand.outputTokens(request),
                        model.slots());
                arrivals++;
                request++;
            }
            seconds[i] = from;
            values[i] = arrivals == 0
                    ? 0
                    : needed(arrivals / (to - from), work / arrivals, model.slots(), longestWait, min, max);
        }
        return new StepFunction(seconds, values, end);
    }

    private static int needed(double perSecond, double service, int slots, double longestWait, int min, int max) {
        int least = Math.max(1, min);
        if (!(service > 0)) {
            return least;
        }
        return Sizing.smallest(least, max, replicas -> {
                    MultiServerQueue queue = new MultiServerQueue(perSecond, service, replicas * slots);
                    return queue.utilization() < 1 && queue.waitTail(longestWait) <= LATE_SHARE;
                })
                .replicas();
    }
}
