package io.selfscale.adapter.simulation.figure;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.engine.queueing.MultiServerQueue;
import io.selfscale.engine.queueing.Sizing;

/**
 * The demand curve: the smallest number of ready replicas that serves what arrives in time, minute by minute. By Erlang C
 * over all slots, with the mean time that a request of that minute holds a slot while all are taken; it is what a steady
 * load like that of the minute needs, whatever waits from before.
 */
public final class DemandCurve {

    /** Length of its steps. */
    public static final double STEP_SECONDS = 60;

    /**
     * What is to be met.
     *
     * @param longestWaitSeconds wait up to which a request counts as served in time, at least 0
     * @param goal share of the requests that is to be in time, in (0, 1)
     * @param min smallest count of replicas
     * @param max largest count of replicas
     */
    public record Objective(double longestWaitSeconds, double goal, int min, int max) {
        public Objective {
            if (!(longestWaitSeconds >= 0)) {
                throw new IllegalArgumentException(
                        "longestWaitSeconds must be at least 0 but was " + longestWaitSeconds);
            }
            if (!(goal > 0 && goal < 1)) {
                throw new IllegalArgumentException("goal must be in (0, 1) but was " + goal);
            }
        }
    }

    private DemandCurve() {}

    /** Returns the demand curve; 0 in minutes without arrivals, never more than the largest count. */
    public static StepFunction of(Demand demand, ReplicaModel model, Objective objective) {
        return of(demand, model, objective, demand.seconds());
    }

    /**
     * Returns the beginning of the demand curve.
     *
     * @param untilSeconds length of the part, positive; the length of the demand if that is shorter
     */
    public static StepFunction of(Demand demand, ReplicaModel model, Objective objective, double untilSeconds) {
        double end = Math.min(demand.seconds(), untilSeconds);
        // A rest of less than half a minute belongs to the last one: its rate would say little.
        int steps = Math.max(1, (int) Math.floor(end / STEP_SECONDS + 0.5));
        int[] values = new int[steps];
        double[] seconds = new double[steps];
        int request = 0;
        for (int i = 0; i < steps; i++) {
            double from = i * STEP_SECONDS;
            double to = i == steps - 1 ? end : from + STEP_SECONDS;
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
            values[i] = arrivals == 0 ? 0 : needed(arrivals / (to - from), work / arrivals, model.slots(), objective);
        }
        return new StepFunction(seconds, values, end);
    }

    private static int needed(double perSecond, double service, int slots, Objective objective) {
        int least = Math.max(1, objective.min());
        if (!(service > 0)) {
            return least;
        }
        return Sizing.smallest(least, objective.max(), replicas -> {
                    MultiServerQueue queue = new MultiServerQueue(perSecond, service, replicas * slots);
                    return queue.utilization() < 1
                            && queue.waitTail(objective.longestWaitSeconds()) <= 1 - objective.goal();
                })
                .replicas();
    }
}
