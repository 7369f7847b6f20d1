package io.selfscale.engine.queueing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** What sizing rests on: waits fall with the size and grow with the load, and no number is too strange. */
class QueueingProperties {

    @Provide
    Arbitrary<ServiceModel> models() {
        Arbitrary<Double> seconds = Arbitraries.doubles().between(0.001, 30).ofScale(4);
        Arbitrary<Integer> slots = Arbitraries.integers().between(1, 64);
        Arbitrary<Double> variability = Arbitraries.doubles().between(0, 8).ofScale(4);
        Arbitrary<ServiceModel> multiServer =
                Combinators.combine(seconds, slots, variability, variability).as(ServiceModel.MultiServer::new);
        Arbitrary<ServiceModel> batching = Combinators.combine(
                        seconds,
                        Arbitraries.doubles().between(0, 500).ofScale(4),
                        Arbitraries.doubles().between(0, 0.1).ofScale(4),
                        Arbitraries.doubles().between(0, 0.01).ofScale(4),
                        slots)
                .as(ServiceModel.BatchingServer::new);
        return Arbitraries.oneOf(multiServer, batching);
    }

    /** Every bit pattern, which shrinks fast where doubles of all magnitudes do not. */
    @Provide
    Arbitrary<Double> numbers() {
        Arbitrary<Double> usual = Arbitraries.doubles().between(0, 100).ofScale(4);
        Arbitrary<Double> extreme = Arbitraries.of(
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                Double.MIN_NORMAL,
                0.0,
                -0.0,
                -1.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                1e300,
                6.1e307,
                1e15,
                1e-15);
        return Arbitraries.oneOf(usual, extreme, Arbitraries.longs().map(Double::longBitsToDouble));
    }

    @Property
    void waitsFallWithTheSizeAndGrowWithTheLoad(
            @ForAll("models") ServiceModel model,
            @ForAll @IntRange(min = 1, max = 200) int replicas,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 1.2) double utilization,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 60) double seconds) {
        double arrivals = utilization * replicas * model.capacityPerReplica();
        double tail = model.waitTail(arrivals, replicas, seconds);
        assertThat(tail).isBetween(0.0, 1.0);
        assertThat(model.waitTail(arrivals, replicas + 1, seconds)).isLessThanOrEqualTo(tail * (1 + 1e-9));
        assertThat(model.waitTail(arrivals * 1.01, replicas, seconds)).isGreaterThanOrEqualTo(tail * (1 - 1e-9));
        assertThat(model.waitTail(arrivals, replicas, seconds + 1)).isLessThanOrEqualTo(tail);
    }

    @Property
    void theQuantileIsWhereTheTailIs(
            @ForAll("models") ServiceModel model,
            @ForAll @IntRange(min = 1, max = 50) int replicas,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 0.99) double utilization,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 0.999) double share) {
        double arrivals = utilization * replicas * model.capacityPerReplica();
        double wait = model.waitQuantile(arrivals, replicas, share);
        // Just beyond: without variability the tail falls at once, from the share that waits to nothing.
        assertThat(model.waitTail(arrivals, replicas, wait + 1e-9))
                .isLessThanOrEqualTo((1 - share) * (1 + 1e-6) + 1e-12);
        if (wait > 0) {
            assertThat(model.waitTail(arrivals, replicas, wait * 0.99)).isGreaterThan(1 - share);
        }
    }

    @Property
    void theSizeIsTheSmallestThatFits(
            @ForAll("models") ServiceModel model,
            @ForAll @Scale(4) @DoubleRange(min = 0, max = 50) double load,
            @ForAll @IntRange(min = 0, max = 20) int min,
            @ForAll @IntRange(min = 0, max = 60) int more) {
        WaitObjective objective = WaitObjective.of(Duration.ofMillis(500), 0.9);
        double arrivals = load * model.capacityPerReplica();
        Sizing sizing = objective.size(model, arrivals, min, min + more);
        assertThat(sizing.replicas()).isBetween(min, min + more);
        assertThat(sizing.feasible()).isEqualTo(objective.isMet(model, arrivals, sizing.replicas()));
        if (!sizing.feasible()) {
            assertThat(sizing.replicas()).isEqualTo(min + more);
        }
        for (int fewer = min; fewer < sizing.replicas(); fewer++) {
            assertThat(objective.isMet(model, arrivals, fewer)).isFalse();
        }
    }

    @Property
    void twiceTheLoadNeedsAtMostTwiceTheReplicas(
            @ForAll("models") ServiceModel model, @ForAll @Scale(4) @DoubleRange(min = 0, max = 50) double load) {
        WaitObjective objective = WaitObjective.of(Duration.ofMillis(500), 0.9);
        double arrivals = load * model.capacityPerReplica();
        Sizing single = objective.size(model, arrivals, 1, 100_000);
        Sizing twice = objective.size(model, 2 * arrivals, 1, 100_000);
        assertThat(twice.replicas()).isBetween(single.replicas(), 2 * single.replicas());
        if (model instanceof ServiceModel.BatchingServer && single.feasible()) {
            assertThat(twice.replicas()).isGreaterThanOrEqualTo(2 * single.replicas() - 1);
        }
    }

    @Property
    void noNumberIsTooStrange(
            @ForAll double arrivals,
            @ForAll double service,
            @ForAll double t,
            @ForAll @IntRange(max = 64) int servers) {
        MultiServerQueue queue = new MultiServerQueue(arrivals, service, servers);
        assertThat(queue.waitTail(t)).matches(QueueingProperties::isShareOrNaN);
        assertThat(queue.responseTail(t)).matches(QueueingProperties::isShareOrNaN);
        assertThat(queue.meanWaitSeconds()).matches(QueueingProperties::isAtLeastZeroOrNaN);
        assertThat(queue.waitQuantile(t)).matches(QueueingProperties::isAtLeastZeroOrNaN);
        assertThat(queue.responseQuantile(t)).matches(QueueingProperties::isAtLeastZeroOrNaN);
        assertThat(new GeneralQueue(queue, t, service).waitTail(1)).matches(QueueingProperties::isShareOrNaN);
        assertThat(new FiniteQueue(arrivals, service, 4, 4 + servers).blocking())
                .matches(QueueingProperties::isShareOrNaN);
        assertThat(BacklogDrain.replicas(arrivals, service, t)).matches(QueueingProperties::isAtLeastZeroOrNaN);
    }

    private static boolean isShareOrNaN(double value) {
        return Double.isNaN(value) || (value >= 0 && value <= 1);
    }

    private static boolean isAtLeastZeroOrNaN(double value) {
        return Double.isNaN(value) || value >= 0;
    }
}
