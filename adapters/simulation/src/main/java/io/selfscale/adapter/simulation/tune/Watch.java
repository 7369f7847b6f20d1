package io.selfscale.adapter.simulation.tune;

import org.jspecify.annotations.Nullable;

/** Watches a search. Questions may come from any thread. */
public interface Watch {

    /** Tells whether the search is to end with what it has, at once. */
    boolean isStopped();

    /** Tells whether no more points are to be tried, but what was found may be looked at closely. */
    boolean isTimeOver();

    /** Returns the share of the time that has passed; 0 if there is time without end. */
    double timeShare();

    /**
     * Is told whenever a point was tried.
     *
     * @param points how many have been tried
     * @param best the best of those that were looked at closely, or null if none was yet
     */
    void tried(int points, @Nullable Candidate best);

    /** Watches nothing. */
    static Watch none() {
        return new Watch() {
            @Override
            public boolean isStopped() {
                return false;
            }

            @Override
            public boolean isTimeOver() {
                return false;
            }

            @Override
            public double timeShare() {
                return 0;
            }

            @Override
            public void tried(int points, @Nullable Candidate best) {}
        };
    }
}
