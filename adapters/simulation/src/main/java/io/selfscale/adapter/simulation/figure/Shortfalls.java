package io.selfscale.adapter.simulation.figure;

import java.util.ArrayList;
import java.util.List;

/** How long it took until what was needed was ready: the spells of time in which the demand was above the supply. */
public final class Shortfalls {

    private Shortfalls() {}

    /** Returns the length of each spell in seconds, in order; one that lasts at the end is cut there. */
    public static double[] seconds(StepFunction supply, StepFunction demand) {
        List<Double> spells = new ArrayList<>();
        double[] since = {Double.NaN};
        Stretches.visit(supply, demand, (from, to, has, needs) -> {
            if (needs > has) {
                since[0] = Double.isNaN(since[0]) ? from : since[0];
            } else if (!Double.isNaN(since[0])) {
                spells.add(from - since[0]);
                since[0] = Double.NaN;
            }
        });
        if (!Double.isNaN(since[0])) {
            spells.add(Stretches.end(supply, demand) - since[0]);
        }
        return spells.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Returns by how much the greatest supply exceeds the greatest demand, in percent of that; 0 if it does not, NaN without
     * demand.
     */
    public static double overshootPct(StepFunction supply, StepFunction demand) {
        int most = demand.greatest();
        return most == 0 ? Double.NaN : 100.0 * Math.max(0, supply.greatest() - most) / most;
    }
}
