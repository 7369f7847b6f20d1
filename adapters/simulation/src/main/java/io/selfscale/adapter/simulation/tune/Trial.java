package io.selfscale.adapter.simulation.tune;

import org.jspecify.annotations.Nullable;

/** Tries points. Safe for concurrent use; the same point has the same score, whatever was tried before. */
public interface Trial {

    /** Tells whether a point can be tried at all. Quick. */
    boolean isAllowed(Point point);

    /** Tells whether a point that was tried could be recommended. May take time; asked of promising points alone. */
    boolean isSound(Point point);

    /**
     * Tries a point that is allowed.
     *
     * @param hopeless attainment below which it may be given up
     * @return what it came to, or null if that is not wanted any more
     */
    @Nullable
    Score tryOut(Point point, double hopeless);
}
