package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.engine.spec.ScalingSpec;
import java.util.function.Function;

/**
 * A baseline that the engine decides. It keeps one replica at least: none of these policies goes to zero.
 *
 * @param name its name
 * @param note what a search found, or an empty text
 * @param spec what decides in a setting
 */
record EngineBaseline(String name, String note, Function<Setting, ScalingSpec> spec) implements Contender {

    @Override
    public Controller controller(Setting setting) {
        return new EngineController(
                Adaptation.adapt(spec.apply(setting), setting.world(), Math.max(1, setting.min()), setting.max()));
    }
}
