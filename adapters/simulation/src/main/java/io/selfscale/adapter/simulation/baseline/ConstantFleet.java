package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;

/**
 * Always the same number of replicas, there from the start; the engine replaces those that are lost.
 *
 * @param name its name
 * @param note what a search found, or an empty text
 * @param replicas at least 1
 */
record ConstantFleet(String name, String note, int replicas) implements Contender {

    @Override
    public int initialReplicas(Setting setting) {
        return replicas;
    }

    @Override
    public Controller controller(Setting setting) {
        // What it would like to do does not matter between equal bounds.
        return new EngineController(Adaptation.adapt(new Hpa(1).spec(1), setting.world(), replicas, replicas));
    }
}
