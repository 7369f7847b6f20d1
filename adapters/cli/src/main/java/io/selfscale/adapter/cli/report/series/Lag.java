package io.selfscale.adapter.cli.report.series;

import io.selfscale.adapter.simulation.figure.StepFunction;
import io.selfscale.adapter.simulation.figure.Stretches;

/** The lag between need and ready: for how long, at each time, more replicas have been needed than were ready. */
public final class Lag {

    private Lag() {}

    /** Returns the greatest lag of each bin, in seconds; 0 where enough were ready throughout. */
    public static double[] of(StepFunction supply, StepFunction demand, TimeBins bins) {
        double[] lag = new double[bins.count()];
        double[] since = {Double.NaN};
        Stretches.visit(supply, demand, (from, to, has, needs) -> {
            if (needs <= has) {
                since[0] = Double.NaN;
                return;
            }
            since[0] = Double.isNaN(since[0]) ? from : since[0];
            for (int bin = bins.index(from); bin < bins.count() && bins.startSeconds(bin) < to; bin++) {
                lag[bin] = Math.max(lag[bin], Math.min(to, bins.endSeconds(bin)) - since[0]);
            }
        });
        return lag;
    }
}
