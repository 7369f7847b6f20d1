package io.selfscale.adapter.simulation.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.Demands;
import io.selfscale.adapter.simulation.world.ReplicaHistory;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.forecast.SeasonalNaive;
import io.selfscale.engine.policy.Forecast;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Pain 14: what comes every day surprises a reactive policy every day. Starts take 409 s; the forecast is of the arrivals of
 * each quarter of an hour, by the day before. The first two days are for learning and are not judged.
 */
class Pain14PredictiveScalingTest {

    private static final double DAY = 86_400;
    private static final int DAYS = 5;
    private static final double JUDGED_FROM = 2 * DAY;
    private static final double LONGEST_WAIT = 2;
    private static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");
    private static final Signal IN_FLIGHT = Signal.total("in_flight", "requests");
    private static final ReplicaModel MODEL = ReplicaModel.VLM_8B;
    private static final int TEXT = 1_000;
    private static final int OUTPUT = 134;
    private static final double TARGET = 0.7;

    /** A run and every decision in it. */
    private record Trial(RunRecord run, List<Decision> decisions) {

        List<Proposal> forecasts() {
            return decisions.stream()
                    .flatMap(decision -> decision.proposals().stream())
                    .filter(proposal -> proposal.policy().startsWith("forecast"))
                    .map(proposal -> proposal.proposal())
                    .toList();
        }

        /** Returns the minutes, of those that are judged, in which more than one request of a hundred waited too long. */
        long minutesOverTheObjective() {
            int minutes = (int) (DAYS * DAY / 60);
            int[] all = new int[minutes];
            int[] late = new int[minutes];
            for (int i = 0; i < run.requests().size(); i++) {
                double arrival = run.demand().arrivalSeconds(i);
                int minute = (int) (arrival / 60);
                all[minute]++;
                late[minute] += run.requests().startSeconds(i) - arrival > LONGEST_WAIT ? 1 : 0;
            }
            long over = 0;
            for (int minute = (int) (JUDGED_FROM / 60); minute < minutes; minute++) {
                over += late[minute] > 0.01 * all[minute] ? 1 : 0;
            }
            return over;
        }

        double hours() {
            double seconds = 0;
            for (ReplicaHistory replica : run.replicas()) {
                double gone = Double.isNaN(replica.goneSeconds()) ? DAYS * DAY : replica.goneSeconds();
                seconds += Math.max(0, Math.min(gone, DAYS * DAY) - Math.max(replica.orderedSeconds(), JUDGED_FROM));
            }
            return seconds / 3_600;
        }
    }

    private static Trial run(Demand demand, boolean withForecast) {
        WorldSettings world = WorldSettings.standard(MODEL, Duration.ofSeconds(409), 4, 2, 1);
        ScalingSpecBuilder spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                .signal(ARRIVALS)
                .signal(IN_FLIGHT)
                .policy(TargetTracking.averageValue(IN_FLIGHT, TARGET * MODEL.slots()))
                .limits(Limits.hpaDefaults());
        if (withForecast) {
            double perReplica = MODEL.slots() / MODEL.serviceSeconds(TEXT, 0, OUTPUT, MODEL.slots());
            spec.policy(Forecast.of(
                    ARRIVALS, 0.8 * perReplica, new SeasonalNaive(96), Duration.ofMinutes(15), ZoneOffset.UTC));
        }
        EngineController engine = new EngineController(Adaptation.adapt(spec.build(), world, 1, 40));
        List<Decision> decisions = new ArrayList<>();
        RunRecord run = World.run(demand, world, seen -> {
            Controller.Control control = engine.decide(seen);
            decisions.add(Objects.requireNonNull(control.decision()));
            return control;
        });
        return new Trial(run, decisions);
    }

    /** Quiet nights; at eight a rise to seven times as much within five minutes, and at noon one to twice that. */
    private static Demand periodic() {
        return Demands.varying(
                at -> {
                    double hour = at % DAY / 3_600;
                    double day = hour > 8 && hour < 20 ? 2.5 * Math.min(1, (hour - 8) * 12) : 0;
                    double noon = hour > 12 && hour < 14 ? 2 * Math.min(1, (hour - 12) * 12) : 0;
                    return 0.4 + day + noon;
                },
                5,
                DAYS * DAY,
                TEXT,
                OUTPUT,
                /* seed= */ 14);
    }

    /** A new level each quarter of an hour, a random step from the last. */
    private static Demand randomWalk() {
        SplittableRandom random = new SplittableRandom(41);
        double[] level = new double[DAYS * 96 + 1];
        double logarithm = 0;
        for (int i = 0; i < level.length; i++) {
            logarithm = Math.max(-1.2, Math.min(1.2, logarithm + (random.nextDouble() - 0.5) * 0.5));
            level[i] = 1.5 * StrictMath.exp(logarithm);
        }
        return Demands.varying(at -> level[(int) (at / 900)], 1.5 * 3.4, DAYS * DAY, TEXT, OUTPUT, /* seed= */ 15);
    }

    /** Seen: 32 minutes over the objective instead of 75, with 216 replica hours instead of 237. */
    @Test
    void onAPeriodicDemandLessTimeIsOverTheObjectiveAtNoMoreCost() {
        Demand demand = periodic();
        Trial reactive = run(demand, false);
        Trial predictive = run(demand, true);
        assertThat(reactive.minutesOverTheObjective()).isGreaterThan(40);
        assertThat(predictive.minutesOverTheObjective()).isLessThan(reactive.minutesOverTheObjective() * 2 / 3);
        assertThat(predictive.hours()).isLessThanOrEqualTo(reactive.hours());
        assertThat(predictive.forecasts()).anyMatch(Proposal.Bounds.class::isInstance);
    }

    @Test
    void onARandomWalkTheGateSwitchesTheForecastOff() {
        Demand demand = randomWalk();
        Trial reactive = run(demand, false);
        Trial predictive = run(demand, true);
        assertThat(predictive.forecasts()).noneMatch(Proposal.Bounds.class::isInstance);
        List<Proposal> judged = predictive
                .forecasts()
                .subList((int) (JUDGED_FROM / 15), predictive.forecasts().size());
        assertThat(judged)
                .allSatisfy(proposal -> assertThat(proposal.reason()).isEqualTo(ReasonCode.FORECAST_INACCURATE));
        // Switched off, it changes nothing at all.
        assertThat(predictive.run().cost()).isEqualTo(reactive.run().cost());
    }
}
