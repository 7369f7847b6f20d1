package io.selfscale.adapter.simulation.backtest;

import io.selfscale.adapter.simulation.figure.Figures;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import java.util.function.DoubleConsumer;

/** Tries policies. */
public final class Backtest {

    private Backtest() {}

    /** Tries one policy in one setting. */
    public static Outcome run(Contender contender, Setting setting) {
        return run(contender, setting, share -> {});
    }

    /**
     * Tries one policy in one setting.
     *
     * @param progress is told the share that has passed, now and then; may throw to end the run
     */
    public static Outcome run(Contender contender, Setting setting, DoubleConsumer progress) {
        Contender settled = contender.settled(setting, progress);
        WorldSettings world = setting.world().withInitialReplicas(settled.initialReplicas(setting));
        RunRecord run = World.run(setting.demand(), world, settled.controller(setting), progress);
        Figures figures = Figures.of(run, setting.goal(), setting.min(), setting.max());
        return new Outcome(contender.name(), setting, run, figures, settled.note());
    }
}
