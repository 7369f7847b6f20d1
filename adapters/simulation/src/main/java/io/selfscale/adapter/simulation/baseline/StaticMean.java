package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.trace.Expansion;
import java.util.Locale;
import java.util.function.DoubleConsumer;

/**
 * A constant fleet in which the mean load takes 70 % of the slots: 6 replicas in the standard world.
 *
 * @param name its name
 */
record StaticMean(String name) implements Contender {

    private static final double UTILIZATION = 0.7;

    @Override
    public Contender settled(Setting setting, DoubleConsumer progress) {
        double load = Expansion.offeredLoad(setting.demand(), setting.world().replica());
        // A load that was made to have a mean comes out a little above or below it.
        int replicas = (int) Math.round(load / UTILIZATION);
        int within = Math.max(Math.max(1, setting.min()), Math.min(setting.max(), replicas));
        return new ConstantFleet(name, String.format(Locale.ROOT, "%d replicas", within), within);
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
