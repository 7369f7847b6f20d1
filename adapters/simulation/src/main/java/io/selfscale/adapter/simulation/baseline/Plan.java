package io.selfscale.adapter.simulation.baseline;

/**
 * How many replicas are to be ready, tick by tick.
 *
 * @param replicas at least 0, by tick; not copied, and not changed
 * @param ticksAhead ticks that a start takes
 */
@SuppressWarnings("ArrayRecordComponent") // it is long, and stays within the package
record Plan(int[] replicas, int ticksAhead) {

    /** Returns how many there must be now, those that start included: as many as are needed until one ordered now is ready. */
    int wanted(long tick) {
        int most = 0;
        for (long i = tick; i <= Math.min(tick + ticksAhead, replicas.length - 1L); i++) {
            most = Math.max(most, replicas[(int) i]);
        }
        return most;
    }
}
