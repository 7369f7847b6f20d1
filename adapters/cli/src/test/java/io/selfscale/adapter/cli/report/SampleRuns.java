package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.simulation.backtest.Backtest;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.backtest.StandardWorld;
import io.selfscale.adapter.simulation.baseline.Baselines;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Runs to report on. */
final class SampleRuns {

    private SampleRuns() {}

    /** Returns a load that rises and falls every few minutes, so that policies act all the time. */
    static Demand restless(String name, Duration length) {
        SplittableRandom random = new SplittableRandom(11);
        Demand.Builder demand = Demand.named(name);
        double at = 0;
        while (true) {
            boolean isHigh = (int) (at / 180) % 2 == 1;
            at -= Math.log(1 - random.nextDouble()) / (isHigh ? 2.5 : 0.1);
            if (at >= length.toSeconds()) {
                return demand.lasting(length);
            }
            demand.add(at, 400, 600, (int) (-Math.log(1 - random.nextDouble()) * 130));
        }
    }

    /** Returns a load with a period of six hours and a sudden rise in the middle, 3 requests a second at most. */
    static Demand demand(String name, Duration length) {
        SplittableRandom random = new SplittableRandom(7);
        Demand.Builder demand = Demand.named(name);
        double seconds = length.toSeconds();
        double at = 0;
        while (true) {
            at -= Math.log(1 - random.nextDouble()) / 3;
            if (at >= seconds) {
                return demand.lasting(length);
            }
            double rate = 1 + 0.6 * Math.sin(at / 21_600 * 2 * Math.PI);
            rate = at > 0.5 * seconds && at < 0.55 * seconds ? 3 : rate;
            if (random.nextDouble() * 3 < rate) {
                demand.add(at, 400, 600, (int) (-Math.log(1 - random.nextDouble()) * 130));
            }
        }
    }

    static List<Outcome> outcomes(Demand demand, String... policies) {
        Setting setting = StandardWorld.setting(demand, ReplicaModel.VLM_8B, Duration.ofSeconds(60), 4, 1, 1, 60);
        List<Outcome> outcomes = new ArrayList<>();
        for (String policy : policies) {
            outcomes.add(Backtest.run(Objects.requireNonNull(Baselines.named(policy)), setting));
        }
        return outcomes;
    }

    static ReportContext context(String title) {
        return new ReportContext(
                title, LocalDate.of(2026, 11, 25), "0.1.0", Map.of("World", "standard", "Start-up", "60 s"), Map.of());
    }
}
