package io.selfscale.adapter.simulation.backtest;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.world.Measurements;

/**
 * Ends a run that cannot come to anything any more: counts, beside a controller, the requests that have been served late or
 * not at all, and throws {@link Lost} when they are more than may be. What is measured late is counted late, so that none is
 * counted too early. For one run, and so for one thread.
 */
public final class Race implements Controller {

    private final Controller controller;
    private final int requests;
    private final double most;
    private final double endNanos;
    private final double goal;
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

    private Race(Controller controller, Setting setting, double goal) {
        this.controller = controller;
        this.requests = setting.demand().size();
        this.endNanos = setting.demand().seconds() * 1e9;
        this.goal = goal;
        // One more, against the error of a sum of shares.
        this.most = (1 - goal) * requests + 1;
    }

    /**
     * Returns a controller of one run that ends it once a goal is out of reach; the controller itself where a request may
     * go back to the queue, and so begin late, and be counted, twice.
     *
     * @param controller what decides
     * @param setting of the run
     * @param goal share of requests served in time, in [0, 1]
     */
    public static Controller of(Controller controller, Setting setting, double goal) {
        return startOnce(setting) ? new Race(controller, setting, goal) : controller;
    }

    private static boolean startOnce(Setting setting) {
        return !setting.world().killsAtDrainDeadline()
                && setting.world().pools().stream()
                        .allMatch(pool -> pool.faults().crashesPerHour() == 0
                                && pool.faults().interruptionsPerHour() == 0);
    }

    @Override
    public Control decide(Seen seen) {
        Measurements measured = seen.measured();
        if (measured != null) {
            late += measured.lateStarts() + measured.rejected();
        }
        if (late > most) {
            double share = Math.max(1e-9, Math.min(1, seen.nanos() / endNanos));
            throw new Lost(Math.max(0, Math.min(goal, 1 - late / (requests * share))), share);
        }
        return controller.decide(seen);
    }
}
