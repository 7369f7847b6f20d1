package io.selfscale.adapter.simulation.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.Demands;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.TickRecord;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.policy.ObjectiveSizing;
import io.selfscale.engine.policy.SizingSettings;
import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Pain 9: too many rescales a day, each of them costly. Two noisy days between 0.6 and 5.4 requests a second, sized for 99 %
 * within 2 s; once as the policy says, and once with scale-in by the greatest recommendation of 20 minutes and a budget of 20
 * changes a day.
 */
class Pain09TooManyRescalesTest {

    private static final int BUDGET = 20;
    private static final double DAY = 86_400;
    private static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");

    private static RunRecord free;
    private static RunRecord lazy;

    private static Demand noisyDays() {
        return Demands.varying(
                at -> {
                    double day = 1 + 0.8 * StrictMath.sin(2 * Math.PI * (at / DAY - 0.25));
                    double gust = 1 + 0.05 * StrictMath.sin(2 * Math.PI * at / 1_500);
                    return 3 * day * gust;
                },
                6,
                2 * DAY,
                /* text= */ 1_000,
                /* output= */ 134,
                /* seed= */ 9);
    }

    private static RunRecord run(Limits limits) {
        ReplicaModel model = ReplicaModel.VLM_8B;
        WorldSettings world = WorldSettings.standard(model, Duration.ofMinutes(1), 4, 2, 1);
        double service = model.serviceSeconds(1_000, 0, 134, model.slots());
        ObjectiveSizing sizing = ObjectiveSizing.of(
                        ARRIVALS,
                        ServiceModel.multiServer(Duration.ofNanos(Math.round(service * 1e9)), model.slots()),
                        WaitObjective.of(Duration.ofSeconds(2), 0.99))
                .with(new SizingSettings(Duration.ofMinutes(5), 0.8, 0, Duration.ZERO));
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                .signal(ARRIVALS)
                .policy(sizing)
                .limits(limits)
                .build();
        return World.run(noisyDays(), world, new EngineController(Adaptation.adapt(spec, world, 1, 40)));
    }

    @BeforeAll
    static void runsBoth() {
        free = run(Limits.none());
        lazy = run(Limits.none()
                .withStabilization(Duration.ZERO, Duration.ofMinutes(20))
                .withActionsPerDay(BUDGET));
    }

    /** Returns the times at which the requested count changed. */
    private static List<Double> actions(RunRecord run) {
        List<Double> actions = new ArrayList<>();
        List<TickRecord> ticks = run.ticks();
        for (int i = 1; i < ticks.size(); i++) {
            if (ticks.get(i).requested() != ticks.get(i - 1).requested()) {
                actions.add(ticks.get(i).seconds());
            }
        }
        return actions;
    }

    private static double late(RunRecord run) {
        int late = 0;
        for (int i = 0; i < run.requests().size(); i++) {
            late += run.requests().startSeconds(i) - run.demand().arrivalSeconds(i) > 2 ? 1 : 0;
        }
        return late / (double) run.requests().size();
    }

    /** Seen: 118 and 11 changes a day. */
    @Test
    void theBudgetHoldsInAnyTwentyFourHours() {
        assertThat(actions(free).size() / 2).as("changes a day without delay").isGreaterThan(4 * BUDGET);
        List<Double> actions = actions(lazy);
        assertThat(actions).hasSizeGreaterThan(10);
        for (double from : actions) {
            assertThat(actions.stream().filter(at -> at >= from && at < from + DAY))
                    .as("changes in the day from %s s", from)
                    .hasSizeLessThanOrEqualTo(BUDGET);
        }
    }

    /** Seen: 4.4 % more. */
    @Test
    void itCostsLessThanFivePercentMore() {
        assertThat(lazy.cost()).isLessThan(1.05 * free.cost());
    }

    /** Seen: 0.005 % of the requests instead of 0.04 %. */
    @Test
    void andServesNobodyWorse() {
        assertThat(late(lazy)).isLessThanOrEqualTo(late(free)).isLessThan(0.001);
    }

    /** Up at once: what is wanted in a rise is there as early as without the delay. */
    @Test
    void growthIsNotDelayed() {
        for (int i = 0; i < lazy.ticks().size(); i++) {
            assertThat(lazy.ticks().get(i).requested())
                    .as("requested at %s s", lazy.ticks().get(i).seconds())
                    .isGreaterThanOrEqualTo(free.ticks().get(i).requested());
        }
    }
}
