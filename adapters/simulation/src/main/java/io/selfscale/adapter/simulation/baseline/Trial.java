package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Race;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
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
        try {
            Controller racing = Race.of(contender.controller(setting), setting, setting.goal());
            return attainment(contender, setting, racing, progress) >= setting.goal();
        } catch (Race.Lost e) {
            return false;
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
