package io.selfscale.adapter.cli.report.series;

import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.TickRecord;
import java.util.Arrays;
import java.util.List;

/**
 * How things stood at the ticks of each bin. A bin without a tick has the values of the one before.
 *
 * @param requested most replicas that were wanted
 * @param waiting most requests that waited
 * @param rung lowest service level, as its rung; 0 is full service
 * @param cost money spent since time zero, at the end of the bin
 */
@SuppressWarnings("ArrayRecordComponent") // long, and read by the page alone
public record TickBins(double[] requested, double[] waiting, double[] rung, double[] cost) {

    /** Returns those of a run. */
    public static TickBins of(RunRecord run, TimeBins bins) {
        int count = bins.count();
        TickBins result = new TickBins(new double[count], new double[count], new double[count], cost(run, bins));
        List<TickRecord> ticks = run.ticks();
        int next = 0;
        double requested = run.settings().initialReplicas();
        double waiting = 0;
        double rung = 0;
        for (int bin = 0; bin < count; bin++) {
            boolean isFirst = true;
            while (next < ticks.size() && bins.index(ticks.get(next).seconds()) <= bin) {
                TickRecord tick = ticks.get(next++);
                requested = isFirst ? tick.requested() : Math.max(requested, tick.requested());
                waiting = isFirst ? tick.waiting() : Math.max(waiting, tick.waiting());
                rung = isFirst ? tick.serviceLevel() : Math.max(rung, tick.serviceLevel());
                isFirst = false;
            }
            result.requested[bin] = requested;
            result.waiting[bin] = waiting;
            result.rung[bin] = rung;
            TickRecord last = next == 0 ? null : ticks.get(next - 1);
            if (last != null) {
                requested = last.requested();
                waiting = last.waiting();
                rung = last.serviceLevel();
            }
        }
        return result;
    }

    /** The price per hour is known at the ticks; between them it is that of the tick before. The end is exact. */
    private static double[] cost(RunRecord run, TimeBins bins) {
        double[] cost = new double[bins.count()];
        List<TickRecord> ticks = run.ticks();
        for (int i = 0; i < ticks.size(); i++) {
            double from = i == 0 ? 0 : ticks.get(i).seconds();
            double to = i + 1 < ticks.size() ? ticks.get(i + 1).seconds() : bins.endSeconds();
            for (int bin = bins.index(from); bin < bins.count() && bins.startSeconds(bin) < to; bin++) {
                double within = Math.min(to, bins.endSeconds(bin)) - Math.max(from, bins.startSeconds(bin));
                cost[bin] += Math.max(0, within) * ticks.get(i).costPerHour() / 3_600;
            }
        }
        Arrays.parallelPrefix(cost, Double::sum);
        double sum = cost[cost.length - 1];
        for (int bin = 0; bin < cost.length && sum > 0; bin++) {
            cost[bin] *= run.cost() / sum;
        }
        return cost;
    }
}
