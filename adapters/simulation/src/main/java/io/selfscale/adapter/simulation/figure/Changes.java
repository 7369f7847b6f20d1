package io.selfscale.adapter.simulation.figure;

import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.TickRecord;

/**
 * How often and how the requested count changed (semantics section 12, additional items).
 *
 * @param actions changes
 * @param reversals changes in the opposite direction of the one before, within {@link #WITHIN_SECONDS} of it
 * @param amplitude replicas that a reversal took back, on average: the smaller of its change and the one before; NaN
 *     without a reversal
 */
public record Changes(int actions, int reversals, double amplitude) {

    /** A change so long after the last one does not take it back. */
    public static final double WITHIN_SECONDS = 3600;

    /** Returns the changes of a run. */
    public static Changes of(RunRecord run) {
        double[] seconds = run.ticks().stream().mapToDouble(TickRecord::seconds).toArray();
        int[] requested = run.ticks().stream().mapToInt(TickRecord::requested).toArray();
        return of(run.settings().initialReplicas(), seconds, requested);
    }

    /**
     * Returns the changes of a count.
     *
     * @param before the count before the first tick
     * @param seconds when it was looked at, ascending
     * @param requested the count from then on
     */
    static Changes of(int before, double[] seconds, int[] requested) {
        int actions = 0;
        int reversals = 0;
        long taken = 0;
        int last = 0;
        double lastSeconds = Double.NEGATIVE_INFINITY;
        int count = before;
        for (int i = 0; i < requested.length; i++) {
            int difference = requested[i] - count;
            count = requested[i];
            if (difference == 0) {
                continue;
            }
            actions++;
            if (Integer.signum(difference) == -Integer.signum(last) && seconds[i] - lastSeconds <= WITHIN_SECONDS) {
                reversals++;
                taken += Math.min(Math.abs(difference), Math.abs(last));
            }
            last = difference;
            lastSeconds = seconds[i];
        }
        return new Changes(actions, reversals, (double) taken / reversals);
    }
}
