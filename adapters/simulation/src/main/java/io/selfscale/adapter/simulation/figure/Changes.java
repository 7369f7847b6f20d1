package io.selfscale.adapter.simulation.figure;

import io.selfscale.adapter.simulation.world.TickRecord;
import java.util.List;

/**
 * How often the requested count changed.
 *
 * @param actions changes
 * @param reversals changes in the opposite direction of the one before, within {@link #WITHIN_SECONDS} of it
 */
record Changes(int actions, int reversals) {

    /** A change so long after the last one does not take it back. */
    static final double WITHIN_SECONDS = 3600;

    static Changes of(List<TickRecord> ticks) {
        int actions = 0;
        int reversals = 0;
        int lastSign = 0;
        double lastSeconds = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < ticks.size(); i++) {
            int sign =
                    Integer.signum(ticks.get(i).requested() - ticks.get(i - 1).requested());
            if (sign == 0) {
                continue;
            }
            double seconds = ticks.get(i).seconds();
            actions++;
            if (sign == -lastSign && seconds - lastSeconds <= WITHIN_SECONDS) {
                reversals++;
            }
            lastSign = sign;
            lastSeconds = seconds;
        }
        return new Changes(actions, reversals);
    }
}
