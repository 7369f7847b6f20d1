package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.engine.queueing.Sizing;
import java.util.function.DoubleConsumer;

/**
 * The smallest constant fleet that reaches the goal on the very demand it is tried on, or the largest that is allowed.
 *
 * @param name its name
 */
record StaticPeak(String name) implements Contender {

    @Override
    public Contender settled(Setting setting, DoubleConsumer progress) {
        Sizing size = Sizing.smallest(
                Math.max(1, setting.min()),
                setting.max(),
                replicas -> Trial.reachesGoal(new ConstantFleet(name, "", replicas), setting, progress));
        String note = size.replicas() + " replicas";
        if (!size.feasible()) {
            note += ", the most allowed: no constant fleet reaches " + Percent.of(setting.goal());
        }
        return new ConstantFleet(name, note, size.replicas());
    }

    @Override
    public int initialReplicas(Setting setting) {
        return settled(setting, share -> {}).initialReplicas(setting);
    }

    @Override
    public Controller controller(Setting setting) {
        return settled(setting, share -> {}).controller(setting);
    }
}
