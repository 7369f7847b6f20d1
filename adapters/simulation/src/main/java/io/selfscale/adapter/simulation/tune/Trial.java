package io.selfscale.adapter.simulation.tune;

import java.util.concurrent.CancellationException;

/** Tries points. Safe for concurrent use; the same point has the same score, whatever was tried before. */
public interface Trial {

    /** Tells whether a point makes sense at all, such as a scale-in threshold below the one for scaling out. */
    boolean isAllowed(Point point);

    /**
     * Tries a point that is allowed.
     *
     * @param hopeless attainment below which it may be given up
     * @throws CancellationException if it is not wanted any more
     */
    Score tryOut(Point point, double hopeless);
}
