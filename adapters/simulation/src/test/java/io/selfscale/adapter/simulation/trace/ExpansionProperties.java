package io.selfscale.adapter.simulation.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ExpansionProperties {

    @Property(tries = 300)
    void theOfferedLoadIsHitWithinTheErrorOfSampling(
            @ForAll("traces") Trace trace,
            @ForAll @DoubleRange(min = 0.5, max = 20) double replicas,
            @ForAll long seed) {
        Demand demand = Expansion.standard(ReplicaModel.VLM_8B, replicas, seed).expand(trace);

        double squares = 0;
        double largest = 0;
        for (int i = 0; i < demand.size(); i++) {
            double seconds = ReplicaModel.VLM_8B.serviceSeconds(
                    demand.textTokens(i), demand.imageTokens(i), demand.outputTokens(i), 8);
            squares += seconds * seconds;
            largest = Math.max(largest, seconds);
        }
        // Each arrival is a chance of its own; copies vary less. Six deviations, and one request for short runs.
        double deviation = Math.sqrt(squares) / demand.seconds() / 8;
        assertThat(Expansion.offeredLoad(demand, ReplicaModel.VLM_8B))
                .isCloseTo(replicas, within(6 * deviation + 12 * largest / demand.seconds() / 8));
    }

    @Property(tries = 300)
    void requestsAreInOrderAndWithinTheRun(
            @ForAll("traces") Trace trace,
            @ForAll @DoubleRange(min = 0.01, max = 12) double factor,
            @ForAll @IntRange(min = 0, max = 59) int fromSeconds,
            @ForAll @IntRange(min = 1, max = 4000) int seconds,
            @ForAll long seed) {
        Window window = new Window(Duration.ofSeconds(fromSeconds), Duration.ofSeconds(seconds));
        Demand demand = Expansion.standard(ReplicaModel.MGK, 1, seed)
                .withScale(new LoadScale.Factor(factor))
                .withWindow(window)
                .expand(trace);

        double last = 0;
        for (int i = 0; i < demand.size(); i++) {
            assertThat(demand.arrivalSeconds(i)).isGreaterThanOrEqualTo(last).isLessThan(demand.seconds());
            last = demand.arrivalSeconds(i);
        }
        assertThat(demand.duration()).isLessThanOrEqualTo(window.most());
    }

    @Property(tries = 200)
    void theSameSeedGivesTheSameDemandToTheBit(@ForAll("traces") Trace trace, @ForAll long seed) {
        Expansion expansion = Expansion.standard(ReplicaModel.VLM_8B, 4.2, seed)
                .withClasses(new ClassMix.PerRequest(List.of(0.3, 0.7)));
        Demand one = expansion.expand(trace);
        Demand same = expansion.expand(trace);

        assertThat(same.size()).isEqualTo(one.size());
        for (int i = 0; i < one.size(); i++) {
            assertThat(same.arrivalSeconds(i)).isEqualTo(one.arrivalSeconds(i));
            assertThat(same.textTokens(i)).isEqualTo(one.textTokens(i));
            assertThat(same.outputTokens(i)).isEqualTo(one.outputTokens(i));
            assertThat(same.priority(i)).isEqualTo(one.priority(i));
        }
    }

    @Property(tries = 200)
    void aWholeFactorKeepsEachRequestThatOften(
            @ForAll("requestTraces") RequestTrace trace,
            @ForAll @IntRange(min = 1, max = 6) int factor,
            @ForAll long seed) {
        Demand demand = Expansion.standard(ReplicaModel.MGK, 1, seed)
                .withScale(new LoadScale.Factor(factor))
                .expand(trace);

        assertThat(demand.size()).isEqualTo(factor * trace.size());
        long recorded = 0;
        for (int i = 0; i < trace.size(); i++) {
            recorded += trace.outputTokens(i);
        }
        long expanded = 0;
        for (int i = 0; i < demand.size(); i++) {
            expanded += demand.outputTokens(i);
        }
        assertThat(expanded).isEqualTo(factor * recorded);
    }

    @Provide
    Arbitrary<Trace> traces() {
        return Arbitraries.oneOf(requestTraces(), rateTraces());
    }

    @Provide
    Arbitrary<RequestTrace> requestTraces() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 400),
                        Arbitraries.doubles().between(0.01, 20),
                        Arbitraries.longs())
                .as(ExpansionProperties::requests);
    }

    private Arbitrary<Trace> rateTraces() {
        return Combinators.combine(
                        Arbitraries.of(1.0, 15.0, 60.0, 300.0, 600.0, 700.5),
                        Arbitraries.doubles().between(0, 50).list().ofMinSize(1).ofMaxSize(20),
                        Arbitraries.of(Trace.Unit.values()))
                .as((step, rates, unit) -> {
                    double[] amounts = new double[rates.size() + 60];
                    amounts[59] = step;
                    for (int i = 0; i < rates.size(); i++) {
                        amounts[60 + i] = rates.get(i) * step;
                    }
                    return new RateTrace("counted", unit, 0, step, amounts);
                });
    }

    /** Returns requests of all sizes, at intervals that are exponential; the first minute has one. */
    private static RequestTrace requests(int count, double meanGap, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RequestTrace.Builder builder = RequestTrace.named("recorded");
        double at = 59;
        for (int i = 0; i < count; i++) {
            builder.add(
                    at, random.nextInt(30_000), random.nextInt(3000), random.nextInt(800), random.nextInt(900), null);
            at -= meanGap * Math.log(1 - random.nextDouble());
        }
        return builder.build();
    }
}
