package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import io.selfscale.adapter.simulation.world.Measurements;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.World;
import java.util.function.DoubleConsumer;

/** A run of which only one thing is asked. */
final class Trial {

    private Trial() {}

    /**
     * Tells whether a contender serves the share of requests in time that is the goal of a setting. The run ends as soon as
     * so many were late that it cannot.
     */
    static boolean reachesGoal(Contender contender, Setting setting, DoubleConsumer progress) {
        Controller controller = contender.controller(setting);
        try {
            Controller deciding = startOnce(setting) ? new Watched(controller, setting) : controller;
            return attainment(contender, setting, deciding, progress) >= setting.goal();
        } catch (TooManyLate e) {
            return false;
        }
    }

    /** Where a request may go back to the queue it may begin late twice, and be counted twice. */
    private static boolean startOnce(Setting setting) {
        return !setting.world().killsAtDrainDeadline()
                && setting.world().pools().stream()
                        .allMatch(pool -> pool.faults().crashesPerHour() == 0
                                && pool.faults().interruptionsPerHour() == 0);
    }

    /** Ends the run when too many were late. */
    private static final class Watched implements Controller {

        private final Controller controller;
        private final double most;
        private long late;

        Watched(Controller controller, Setting setting) {
            this.controller = controller;
            // One more, against the error of a sum of shares.
            this.most = (1 - setting.goal()) * setting.demand().size() + 1;
        }

        @Override
        public Control decide(Seen seen) {
            Measurements measured = seen.measured();
            if (measured != null) {
                late += measured.lateStarts() + measured.rejected();
            }
            if (late > most) {
                throw new TooManyLate();
            }
            return controller.decide(seen);
        }
    }

    /** Ends a run. */
    private static final class TooManyLate extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooManyLate() {
            super("the goal is out of reach", null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        }
    }

    /** Returns the share of all requests that are served in time; 1 without any. */
    static double attainment(Contender contender, Setting setting, DoubleConsumer progress) {
        return attainment(contender, setting, contender.controller(setting), progress);
    }

    private static double attainment(
            Contender contender, Setting setting, Controller controller, DoubleConsumer progress) {
        Demand demand = setting.demand();
        RunRecord run = World.run(
                demand,
                setting.world().withInitialReplicas(contender.initialReplicas(setting)),
                controller,
                share -> progress.accept(0));
        double share = LatencyObjective.of(setting.world()).attainment(run);
        return demand.size() == 0 ? 1 : share;
    }
}
