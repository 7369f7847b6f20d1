package io.selfscale.adapter.simulation.tune;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.world.Measurements;

/**
 * Ends a run that cannot come to anything any more: counts, beside a controller, the requests that have been served late or
 * not at all, and throws {@link Lost} when they are more than may be. What is measured late is counted late, so that none is
 * counted too early.
 */
public final class Race implements Controller {

    private final Controller controller;
    private final int requests;
    private final double hopeless;
    private final double endNanos;
    private long late;

    /** The run is hopeless. */
    public static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final double attainment;
        private final double share;

        private Lost(double attainment, double share) {
            super("the run is hopeless", null, false, false);
            this.attainment = attainment;
            this.share = share;
        }

        /** Returns what the attainment would be if it went on like that. */
        public double attainment() {
            return attainment;
        }

        /** Returns the share of the run that had passed. */
        public double share() {
            return share;
        }
    }

    /**
     * Creates a race.
     *
     * @param controller what decides
     * @param requests of the run
     * @param seconds length of the run
     * @param hopeless attainment below which it may be ended
     */
    public Race(Controller controller, int requests, double seconds, double hopeless) {
        this.controller = controller;
        this.requests = requests;
        this.endNanos = seconds * 1e9;
        this.hopeless = hopeless;
    }

    @Override
    public Control decide(Seen seen) {
        Measurements measured = seen.measured();
        if (measured != null) {
            late += measured.lateStarts() + measured.rejected();
        }
        if (late > (1 - hopeless) * requests) {
            double share = Math.max(1e-9, Math.min(1, seen.nanos() / endNanos));
            throw new Lost(Math.max(0, Math.min(hopeless, 1 - late / (requests * share))), share);
        }
        return controller.decide(seen);
    }
}
