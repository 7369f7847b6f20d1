package io.selfscale.adapter.simulation.tune;

/** Watches a search. Both questions may come from any thread. */
public interface Watch {

    /** Tells whether the search is to end with what it has, at once. */
    boolean isStopped();

    /** Tells whether no more points are to be tried, but what was found may be looked at closely. */
    boolean isTimeOver();

    /**
     * Is told of each point that was tried.
     *
     * @param candidate the point
     * @param best the best so far
     */
    void tried(Candidate candidate, Candidate best);

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
            public void tried(Candidate candidate, Candidate best) {}
        };
    }
}
