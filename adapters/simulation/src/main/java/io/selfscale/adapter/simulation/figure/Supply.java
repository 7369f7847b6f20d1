package io.selfscale.adapter.simulation.figure;

import io.selfscale.adapter.simulation.world.ReplicaHistory;
import io.selfscale.adapter.simulation.world.RunRecord;
import java.util.Map;
import java.util.TreeMap;

/** The supply of a run: replicas that are ready, not those that were asked for (semantics section 12, pitfall a). */
public final class Supply {

    private Supply() {}

    /** Returns how many replicas were ready over the length of the demand. */
    public static StepFunction of(RunRecord run) {
        TreeMap<Double, Integer> differences = new TreeMap<>();
        differences.put(0.0, 0);
        double end = run.demand().seconds();
        for (ReplicaHistory replica : run.replicas()) {
            if (!(replica.readySeconds() < end)) {
                continue;
            }
            differences.merge(replica.readySeconds(), 1, Integer::sum);
            double left = Double.isNaN(replica.drainingSeconds()) ? replica.goneSeconds() : replica.drainingSeconds();
            if (left < end) {
                differences.merge(left, -1, Integer::sum);
            }
        }
        double[] seconds = new double[differences.size()];
        int[] values = new int[differences.size()];
        int count = 0;
        int at = 0;
        for (Map.Entry<Double, Integer> difference : differences.entrySet()) {
            count += difference.getValue();
            seconds[at] = difference.getKey();
            values[at++] = count;
        }
        return new StepFunction(seconds, values, end);
    }
}
