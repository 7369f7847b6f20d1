package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Slo;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Race;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.adapter.simulation.tune.Score;
import io.selfscale.adapter.simulation.tune.Trial;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries a policy with other values on loads: the cost is the mean over the loads and their samples, the attainment that of
 * the worst of them, for the promise holds on every one. Each point meets the same requests.
 *
 * @param policy the policy
 * @param settings the loads; copied
 * @param slo what is promised
 * @param isStopped whether nobody waits for it any more
 */
record PolicyTrial(TunedPolicy policy, List<Setting> settings, Slo slo, BooleanSupplier isStopped) implements Trial {

    PolicyTrial {
        settings = List.copyOf(settings);
    }

    @Override
    public boolean isAllowed(Point point) {
        return policy.isAllowed(point);
    }

    @Override
    public boolean isSound(Point point) {
        return policy.isSound(point);
    }

    @Override
    public @Nullable Score tryOut(Point point, double hopeless) {
        try {
            return runs(point, hopeless);
        } catch (CancellationException e) {
            return null;
        }
    }

    private Score runs(Point point, double hopeless) {
        Contender contender = policy.contender(point);
        double cost = 0;
        double attainment = 1;
        for (Setting setting : settings) {
            Score score = run(contender, setting, hopeless);
            cost += score.costPerHour() / settings.size();
            attainment = Math.min(attainment, score.attainment());
            if (score.isAbandoned()) {
                return new Score(cost, attainment, /* isAbandoned= */ true);
            }
        }
        return new Score(cost, attainment);
    }

    private Score run(Contender contender, Setting setting, double hopeless) {
        double seconds = setting.demand().seconds();
        WorldSettings world = setting.world().withInitialReplicas(contender.initialReplicas(setting));
        Controller controller = contender.controller(setting);
        // Of latencies nothing can be said before the end.
        if (hopeless > 0 && slo.isAboutWaits()) {
            controller = Race.of(controller, setting, hopeless);
        }
        try {
            RunRecord run = World.run(setting.demand(), world, controller, share -> {
                if (isStopped.getAsBoolean()) {
                    throw new CancellationException("nobody waits for it any more");
                }
            });
            return new Score(run.cost() / (seconds / 3600), slo.objective().attainment(run));
        } catch (Race.Lost lost) {
            return new Score(0, lost.attainment(), /* isAbandoned= */ true);
        }
    }
}
