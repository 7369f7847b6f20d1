package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.engine.queueing.MultiServerQueue;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A world without a batch effect is the queue of the textbooks. */
class ErlangWorldTest {

    @ParameterizedTest(name = "{0} slots, {1} replicas, rho {2}")
    @CsvSource({
        "1, 1, 0.5",
        "1, 2, 0.75",
        "4, 1, 0.8",
        "2, 3, 0.6",
        "1, 10, 0.8",
        "4, 3, 0.85",
        "8, 2, 0.8",
        "32, 1, 0.85",
        "3, 10, 0.85",
        "5, 2, 0.9",
    })
    void waitsAsErlangSays(int slots, int replicas, double rho) {
        double perSecond = rho * slots * replicas;
        MultiServerQueue formula = new MultiServerQueue(perSecond, 1, slots * replicas);
        Validity.check(
                slots + " slots, " + replicas + " replicas, rho " + rho,
                List.of(
                        new Validity.Figure("waiting probability", formula.waitProbability()),
                        new Validity.Figure("mean wait", formula.meanWaitSeconds()),
                        new Validity.Figure("p95 of the wait", formula.waitQuantile(0.95))),
                seed -> Validity.waits(World.run(
                        Demands.markovian(perSecond, Demands.TOKENS_PER_SECOND, Validity.REQUESTS, seed),
                        Worlds.plain(slots, replicas),
                        Worlds.fixed())));
    }

    /** Pollaczek and Khinchine: the mean wait of one slot is {@code lambda E[S^2] / (2 (1 - rho))}. */
    @ParameterizedTest(name = "service of {0} s or {1} s")
    @CsvSource({"1, 1", "0.2, 1.8"})
    void oneSlotWaitsAsItsServiceVaries(double one, double other) {
        double perSecond = 0.7;
        double secondMoment = (one * one + other * other) / 2;
        Validity.check(
                "M/G/1 of " + one + " s and " + other + " s",
                List.of(new Validity.Figure("mean wait", perSecond * secondMoment / (2 * (1 - perSecond)))),
                seed -> new double[] {
                    Validity.waits(
                            World.run(twoLengths(perSecond, one, other, seed), Worlds.plain(1, 1), Worlds.fixed()))[1]
                });
    }

    private static Demand twoLengths(double perSecond, double one, double other, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Demand.Builder demand = Demand.named("two lengths");
        double at = 0;
        for (int i = 0; i < Validity.REQUESTS; i++) {
            at += Demands.exponential(random) / perSecond;
            double length = random.nextBoolean() ? one : other;
            demand.add(at, 0, 0, (int) Math.round(length * Demands.TOKENS_PER_SECOND));
        }
        return Demands.lasting(demand, at);
    }

    /** With no batch effect every wait is that of a queue in front of all slots: each arrival takes the first that is free. */
    @ParameterizedTest(name = "{0} slots, {1} replicas, rho {2}")
    @CsvSource({"1, 1, 0.9", "3, 4, 0.8", "4, 6, 0.95", "32, 10, 0.9", "2, 2, 1.1"})
    void everySingleWaitIsThatOfOneQueueInFrontOfAllSlots(int slots, int replicas, double rho) {
        ReplicaModel model = new ReplicaModel(slots, 0.05, 0.0003, 0.00015, 0.012, 0);
        SplittableRandom random = new SplittableRandom(slots + 31L * replicas);
        double mean = model.serviceSeconds(600, 400, 134, 1);
        Demand.Builder builder = Demand.named("vision");
        double at = 0;
        for (int i = 0; i < 20_000; i++) {
            at += Demands.exponential(random) * mean / (rho * slots * replicas);
            builder.add(at, random.nextInt(1_200), random.nextInt(800), (int) (134 * Demands.exponential(random)));
        }
        Demand demand = Demands.lasting(builder, at);

        RunRecord run =
                World.run(demand, WorldSettings.standard(model, Duration.ofMinutes(1), 1, replicas, 1), Worlds.fixed());

        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < slots * replicas; i++) {
            free.add(0.0);
        }
        for (int i = 0; i < demand.size(); i++) {
            double start = Math.max(demand.arrivalSeconds(i), free.remove());
            double end = start
                    + model.serviceSeconds(demand.textTokens(i), demand.imageTokens(i), demand.outputTokens(i), 1);
            free.add(end);
            assertThat(run.requests().startSeconds(i)).isCloseTo(start, within(1e-6));
            assertThat(run.requests().endSeconds(i)).isCloseTo(end, within(1e-6));
        }
    }

    @Test
    void meansOverRunsKnowHowUncertainTheyAre() {
        Replications replications = new Replications();
        for (double value : new double[] {2, 4, 4, 6}) {
            replications.add(value);
        }
        assertThat(replications.mean()).isEqualTo(4);
        // Variance 8/3, of the mean 2/3.
        assertThat(replications.relativeError()).isCloseTo(Math.sqrt(2 / 3.0) / 4, within(1e-12));
    }
}
