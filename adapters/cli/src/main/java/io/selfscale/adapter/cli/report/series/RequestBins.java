package io.selfscale.adapter.cli.report.series;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.Percentiles;
import io.selfscale.adapter.simulation.world.RequestRecords;
import io.selfscale.adapter.simulation.world.RunRecord;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * What became of the requests of each bin, by when they arrived. NaN in bins without any.
 *
 * @param inTimePct percent of all requests of the bin that were served in time
 * @param p50 half of those that took a slot waited at most so many seconds
 * @param p95 95 of 100 did
 * @param p99 99 of 100 did
 */
@SuppressWarnings("ArrayRecordComponent") // long, and read by the page alone
public record RequestBins(double[] inTimePct, double[] p50, double[] p95, double[] p99) {

    /**
     * Returns those of a run.
     *
     * @param run the run
     * @param bins the bins
     * @param isInTime tells of a request, by its index, whether it was served in time
     */
    public static RequestBins of(RunRecord run, TimeBins bins, IntPredicate isInTime) {
        int count = bins.count();
        RequestBins result =
                new RequestBins(new double[count], new double[count], new double[count], new double[count]);
        Demand demand = run.demand();
        RequestRecords requests = run.requests();
        double[] waits = new double[16];
        int request = 0;
        for (int bin = 0; bin < count; bin++) {
            int first = request;
            int started = 0;
            int good = 0;
            while (request < requests.size() && bins.index(demand.arrivalSeconds(request)) <= bin) {
                double wait = requests.startSeconds(request) - demand.arrivalSeconds(request);
                if (!Double.isNaN(wait)) {
                    waits = started < waits.length ? waits : Arrays.copyOf(waits, 2 * started);
                    waits[started++] = wait;
                }
                good += isInTime.test(request) ? 1 : 0;
                request++;
            }
            Percentiles percentiles = Percentiles.of(Arrays.copyOf(waits, started));
            result.inTimePct[bin] = 100.0 * good / (request - first);
            result.p50[bin] = percentiles.p50();
            result.p95[bin] = percentiles.p95();
            result.p99[bin] = percentiles.p99();
        }
        return result;
    }

    /** Returns the arrivals per second of each bin. */
    public static double[] arrivalsPerSecond(Demand demand, TimeBins bins) {
        double[] rate = new double[bins.count()];
        for (int i = 0; i < demand.size(); i++) {
            rate[bins.index(demand.arrivalSeconds(i))]++;
        }
        for (int bin = 0; bin < rate.length; bin++) {
            rate[bin] /= bins.endSeconds(bin) - bins.startSeconds(bin);
        }
        return rate;
    }
}
