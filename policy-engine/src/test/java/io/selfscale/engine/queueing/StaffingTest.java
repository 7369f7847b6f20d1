package io.selfscale.engine.queueing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.engine.arithmetic.Rounding;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked numbers of semantics sections 9.1 and 9.5 to 9.9. */
class StaffingTest {

    private static final ServiceModel.BatchingServer VISION =
            new ServiceModel.BatchingServer(0.25, 128, 0.010, 0.0004, 16);

    @Test
    void littlesLaw() {
        assertThat(LittlesLaw.inSystem(6, 2)).isEqualTo(12);
        assertThat(LittlesLaw.secondsInSystem(12, 6)).isEqualTo(2);
        assertThat(LittlesLaw.concurrencyTarget(4, 0.75)).isEqualTo(3);
        assertThat(LittlesLaw.inSystem(Double.NaN, 2)).isNaN();
        assertThat(LittlesLaw.inSystem(-1, 2)).isNaN();
        assertThat(LittlesLaw.secondsInSystem(1, 0)).isNaN();
        assertThat(LittlesLaw.concurrencyTarget(4, 1.1)).isNaN();
    }

    @ParameterizedTest(name = "beta={0}")
    @CsvSource({"0.5, 0.5045", "1, 0.2234", "1.5, 0.0847", "2, 0.0269"})
    void squareRootStaffing(double beta, double waits) {
        assertThat(SquareRootStaffing.waitProbability(beta)).isCloseTo(waits, within(5e-5));
        assertThat(SquareRootStaffing.servers(100, beta)).isEqualTo(100 + 10 * beta);
    }

    @Test
    void squareRootStaffingComparesWithTheExactValue() {
        double beta = SquareRootStaffing.beta(28, 24);
        assertThat(SquareRootStaffing.waitProbability(beta)).isCloseTo(0.306, within(5e-4));
        assertThat(Erlang.waiting(28, 24)).isCloseTo(0.333, within(5e-4));
    }

    @Test
    void squareRootStaffingAtTheEdges() {
        assertThat(SquareRootStaffing.waitProbability(0)).isEqualTo(1);
        assertThat(SquareRootStaffing.waitProbability(-3)).isEqualTo(1);
        assertThat(SquareRootStaffing.waitProbability(60)).isZero();
        assertThat(SquareRootStaffing.waitProbability(Double.NaN)).isNaN();
        assertThat(SquareRootStaffing.servers(-1, 1)).isNaN();
        assertThat(NormalDistribution.below(1.959963984540054)).isCloseTo(0.975, within(1e-14));
        assertThat(NormalDistribution.below(-1.959963984540054)).isCloseTo(0.025, within(1e-14));
        assertThat(NormalDistribution.below(7.9)).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest(name = "lambda={0}")
    @CsvSource({
        "1, 5, 0.40, 2",
        "3, 9, 0.67, 3",
        "6, 16, 0.75, 4",
        "12, 28, 0.86, 7",
        "24, 53, 0.91, 14",
    })
    void aFixedUtilizationIsWrongForLargeAndSmall(double lambda, int slots, double utilization, int replicas) {
        WaitObjective objective = WaitObjective.of(ofSeconds(1), 0.95);
        Sizing one = objective.size(ServiceModel.multiServer(ofSeconds(2), 1), lambda, 1, 1000);
        assertThat(one).isEqualTo(new Sizing(slots, true));
        assertThat(lambda * 2 / one.replicas()).isCloseTo(utilization, within(0.005));
        assertThat(objective.size(ServiceModel.multiServer(ofSeconds(2), 4), lambda, 1, 1000))
                .isEqualTo(new Sizing(replicas, true));
    }

    @ParameterizedTest(name = "lambda={0}")
    @CsvSource({"3.2, 0.0218, 0.467", "5, 0.218, 1.304"})
    void aFiniteBufferBoundsTheWait(double lambda, double blocking, double wait) {
        FiniteQueue queue = new FiniteQueue(lambda, 1, 4, 12);
        assertThat(queue.blocking()).isCloseTo(blocking, within(lambda < 4 ? 5e-5 : 5e-4));
        assertThat(queue.meanWaitSeconds()).isCloseTo(wait, within(5e-4));
    }

    @Test
    void aFiniteQueueWithoutBufferIsErlangsLossSystem() {
        assertThat(new FiniteQueue(8, 1, 10, 10).blocking()).isCloseTo(Erlang.blocking(10, 8), within(1e-12));
        assertThat(new FiniteQueue(8, 1, 10, 10).meanWaitSeconds()).isZero();
        assertThat(new FiniteQueue(99_000, 1, 100_000, 100_000).blocking())
                .isCloseTo(Erlang.blocking(100_000, 99_000), within(1e-9));
        assertThat(new FiniteQueue(3.2, 1, 4, 4000).meanWaitSeconds()).isCloseTo(0.745541, within(5e-7));
        assertThat(new FiniteQueue(0, 1, 1, 1).meanWaitSeconds()).isZero();
        assertThat(new FiniteQueue(1e90, 1, 1, 5000).blocking()).isCloseTo(1, within(1e-12));
        assertThat(new FiniteQueue(3.2, 1, 4, 3).blocking()).isNaN();
        assertThat(new FiniteQueue(Double.NaN, 1, 4, 12).meanWaitSeconds()).isNaN();
        assertThat(new FiniteQueue(1, Double.POSITIVE_INFINITY, 4, 12).meanInSystem())
                .isNaN();
    }

    @Test
    void aBatchIsSlowerTheFullerItIs() {
        assertThat(VISION.serviceSeconds(1)).isCloseTo(1.581, within(5e-4));
        assertThat(VISION.serviceSeconds(16)).isCloseTo(2.349, within(5e-4));
        assertThat(VISION.capacityPerReplica()).isCloseTo(6.81, within(5e-3));
        assertThat(16 / VISION.serviceSeconds(1) / VISION.capacityPerReplica())
                .as("what batch 1 would overstate")
                .isCloseTo(1.49, within(5e-3));
        assertThat(ServiceModel.batching(ofMillis(250), 128, ofMillis(10), Duration.ofNanos(400_000), 16))
                .isEqualTo(VISION);
    }

    @ParameterizedTest(name = "lambda={0}")
    @CsvSource({"1, 1.667", "2, 1.762", "3, 1.868", "3.5, 1.928"})
    void meanResponseOfABatchingServer(double lambda, double response) {
        assertThat(new BatchingQueue(lambda, VISION).meanResponseSeconds()).isCloseTo(response, within(5e-4));
    }

    @Test
    void aBatchingServerThatDoesNotSlowDownIsAMultiServer() {
        ServiceModel.BatchingServer constant = new ServiceModel.BatchingServer(1, 0, 0, 0, 4);
        BatchingQueue queue = new BatchingQueue(3.2, constant);
        MultiServerQueue markov = new MultiServerQueue(3.2, 1, 4);
        assertThat(queue.waitProbability()).isCloseTo(markov.waitProbability(), within(1e-12));
        assertThat(queue.meanWaitSeconds()).isCloseTo(markov.meanWaitSeconds(), within(1e-12));
        assertThat(queue.meanResponseSeconds()).isCloseTo(1 + markov.meanWaitSeconds(), within(1e-12));
        assertThat(queue.waitTail(0.8)).isCloseTo(markov.waitTail(0.8), within(1e-12));
        assertThat(queue.waitQuantile(0.95)).isCloseTo(markov.waitQuantile(0.95), within(1e-12));
    }

    @Test
    void aBatchingServerAtItsLimits() {
        assertThat(new BatchingQueue(0, VISION).meanResponseSeconds()).isEqualTo(VISION.serviceSeconds(1));
        assertThat(new BatchingQueue(0, VISION).waitQuantile(0.99)).isZero();
        assertThat(new BatchingQueue(6.82, VISION).meanResponseSeconds()).isInfinite();
        assertThat(new BatchingQueue(7, VISION).waitTail(1e6)).isEqualTo(1);
        assertThat(new BatchingQueue(7, VISION).waitQuantile(0.5)).isInfinite();
        assertThat(new BatchingQueue(7, VISION).meanWaitSeconds()).isInfinite();
        assertThat(new BatchingQueue(Double.NaN, VISION).meanResponseSeconds()).isNaN();
        assertThat(new BatchingQueue(-1, VISION).waitTail(1)).isNaN();
        assertThat(new BatchingQueue(1, VISION).waitTail(-1)).isNaN();
    }

    @ParameterizedTest(name = "Q={0} T={1}")
    @CsvSource({"0, 60, 4", "60, 60, 5", "300, 60, 7", "300, 300, 5"})
    void backlogDrain(double backlog, double seconds, int replicas) {
        double perSecond = BacklogDrain.perSecond(6, backlog, seconds);
        assertThat(Rounding.ceil(BacklogDrain.replicas(perSecond, 4 / 2.0, 0.8)))
                .isEqualTo(replicas);
    }

    @Test
    void backlogDrainOfUnknownsIsUnknownAndOfNothingIsNothing() {
        assertThat(BacklogDrain.perSecond(Double.NaN, 1, 1)).isNaN();
        assertThat(BacklogDrain.perSecond(1, -1, 1)).isNaN();
        assertThat(BacklogDrain.perSecond(1, 1, 0)).isNaN();
        assertThat(BacklogDrain.replicas(1, 0, 0.8)).isNaN();
        assertThat(BacklogDrain.replicas(0, 0, 0.8)).isZero();
        assertThat(BacklogDrain.replicas(1, 1, 0)).isNaN();
        assertThat(BacklogDrain.replicas(1, Double.NaN, 0.8)).isNaN();
    }

    @Test
    void sizingTakesTheLargestWhereNothingFits() {
        WaitObjective objective = WaitObjective.of(ofSeconds(1), 0.95);
        ServiceModel model = ServiceModel.multiServer(ofSeconds(2), 4);
        assertThat(objective.size(model, 24, 1, 13)).isEqualTo(new Sizing(13, false));
        assertThat(objective.size(model, 1e300, 1, 10)).isEqualTo(new Sizing(10, false));
        assertThat(objective.size(model, Double.NaN, 1, 10)).isEqualTo(new Sizing(10, false));
        assertThat(objective.size(model, 0, 0, 10)).isEqualTo(new Sizing(0, true));
        assertThat(objective.size(model, 0, 3, 10)).isEqualTo(new Sizing(3, true));
        assertThat(objective.size(model, 1, 0, 10)).isEqualTo(new Sizing(2, true));
        assertThat(objective.withMaxUtilization(0.2).size(model, 1, 0, 10)).isEqualTo(new Sizing(3, true));
        assertThat(objective.size(VISION, 12, 1, 100).feasible()).isTrue();
    }

    @Test
    void whatCannotServeIsNoModel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceModel.multiServer(Duration.ZERO, 4))
                .withMessage("service time must be positive and finite but was 0.0 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceModel.BatchingServer(0, 0, 1, 1, 4))
                .withMessageContaining("service time must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceModel.BatchingServer(1, Double.NaN, 1, 1, 4))
                .withMessageContaining("tokens must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceModel.multiServer(ofSeconds(1), 0))
                .withMessageContaining("slots must be at least 1");
        assertThatIllegalArgumentException().isThrownBy(() -> WaitObjective.of(ofSeconds(1), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> WaitObjective.of(ofSeconds(-1), 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitObjective(ofSeconds(1), 0.9, 1));
    }
}
