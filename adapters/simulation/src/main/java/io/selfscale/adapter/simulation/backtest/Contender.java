package io.selfscale.adapter.simulation.backtest;

import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.engine.spec.ScalingSpec;
import java.util.function.DoubleConsumer;

/** A policy that is tried. Safe for concurrent use: each run gets a controller of its own. */
public interface Contender {

    /** Returns its name as the user gave it. */
    String name();

    /**
     * Returns a new controller for one run.
     *
     * @throws IllegalArgumentException if it cannot decide in that setting; the message says why
     */
    Controller controller(Setting setting);

    /**
     * Returns what really runs in a setting: this, or what a search over runs in that setting found, which then needs no
     * search any more. A search may take many runs.
     *
     * @param progress as in {@link Backtest#run(Contender, Setting, DoubleConsumer)}; told 0 while it searches
     */
    default Contender settled(Setting setting, DoubleConsumer progress) {
        return this;
    }

    /** Returns what is to be known about it beside its figures, such as what a search found; empty for nothing. */
    default String note() {
        return "";
    }

    /** Returns the replicas that it begins with; those of the world unless it has its own idea. */
    default int initialReplicas(Setting setting) {
        return setting.world().initialReplicas();
    }

    /** Returns a contender that decides by a specification, put into the world of each setting. */
    static Contender of(String name, ScalingSpec spec) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Controller controller(Setting setting) {
                return new EngineController(Adaptation.adapt(spec, setting.world(), setting.min(), setting.max()));
            }
        };
    }
}
