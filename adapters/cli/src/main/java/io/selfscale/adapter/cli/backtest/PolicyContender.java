package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.control.Measure;
import io.selfscale.engine.spec.ScalingSpec;
import java.util.Map;

/**
 * A policy of a file.
 *
 * @param name as it was given
 * @param spec what it says
 * @param answers measures for signals by name, in place of those of the same name; copied
 */
record PolicyContender(String name, ScalingSpec spec, Map<String, Measure> answers) implements Contender {

    PolicyContender {
        answers = Map.copyOf(answers);
    }

    @Override
    public Controller controller(Setting setting) {
        return new EngineController(Adaptation.adapt(spec, setting.world(), setting.min(), setting.max()), answers);
    }
}
