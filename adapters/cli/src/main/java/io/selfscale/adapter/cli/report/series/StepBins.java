package io.selfscale.adapter.cli.report.series;

import io.selfscale.adapter.simulation.figure.StepFunction;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/** A count over time, by bin. */
public final class StepBins {

    private StepBins() {}

    /** Returns the greatest value of each bin. */
    public static double[] greatest(StepFunction function, TimeBins bins) {
        return of(function, bins, Math::max);
    }

    /** Returns the least value of each bin. */
    public static double[] least(StepFunction function, TimeBins bins) {
        return of(function, bins, Math::min);
    }

    private static double[] of(StepFunction function, TimeBins bins, IntBinaryOperator choice) {
        double[] values = new double[bins.count()];
        Arrays.fill(values, Double.NaN);
        for (int step = 0; step < function.steps(); step++) {
            int value = function.value(step);
            double end = function.endSeconds(step);
            for (int bin = bins.index(function.startSeconds(step)); bin < bins.count(); bin++) {
                if (bins.startSeconds(bin) >= end) {
                    break;
                }
                values[bin] = Double.isNaN(values[bin]) ? value : choice.applyAsInt((int) values[bin], value);
            }
        }
        return values;
    }
}
