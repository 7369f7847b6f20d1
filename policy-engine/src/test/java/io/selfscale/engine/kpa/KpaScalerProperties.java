package io.selfscale.engine.kpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KpaScalerProperties {

    private static final long SECOND = 1_000_000_000L;

    private static KpaSpec spec(double up, double down) {
        return KpaSpec.of(new KpaTarget(7, 10)).withRates(up, down).withStableWindow(Duration.ofSeconds(20));
    }

    @Property
    void greaterLoadNeverGivesFewer(
            @ForAll @DoubleRange(min = 1, max = 20) double up,
            @ForAll @DoubleRange(min = 1, max = 20) double down,
            @ForAll @IntRange(min = 0, max = 200) int ready,
            @ForAll @IntRange(min = 0, max = 300) int maxPanic,
            @ForAll boolean inPanic,
            @ForAll @DoubleRange(min = 0, max = 5000) double stable,
            @ForAll @DoubleRange(min = 0, max = 5000) double panic,
            @ForAll @DoubleRange(min = 0, max = 5000) double more) {
        KpaScaler scaler = new KpaScaler(spec(up, down), Precision.TOLERANT);
        KpaState state = new KpaState(inPanic, 0, maxPanic, null);
        long now = 30 * SECOND;
        int replicas =
                scaler.decide(state, ready, new KpaLoad(stable, panic), now).replicas();
        assertThat(scaler.decide(state, ready, new KpaLoad(stable + more, panic), now)
                        .replicas())
                .isGreaterThanOrEqualTo(replicas);
        assertThat(scaler.decide(state, ready, new KpaLoad(stable, panic + more), now)
                        .replicas())
                .isGreaterThanOrEqualTo(replicas);
    }

    @Property
    void neverFallsWithinAPanic(@ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0, max = 3000) Double> loads) {
        KpaScaler scaler = new KpaScaler(spec(1000, 2), Precision.TOLERANT);
        KpaState state = KpaState.initial(scaler.spec(), 1, 0);
        int last = 0;
        int ready = 1;
        long now = 0;
        for (double load : loads) {
            boolean panicked = state.inPanic();
            now += 2 * SECOND;
            KpaDecision decision = scaler.decide(state, ready, new KpaLoad(load, load), now);
            state = decision.state();
            if (panicked && state.inPanic()) {
                assertThat(decision.replicas()).isGreaterThanOrEqualTo(last);
            }
            last = decision.replicas();
            ready = last;
        }
    }

    @Property
    void limitsAroundACountNeverTurnAChangeRound(
            @ForAll @DoubleRange(min = 1, max = 20) double up,
            @ForAll @DoubleRange(min = 1, max = 20) double down,
            @ForAll @IntRange(min = 0, max = 200) int ready,
            @ForAll @IntRange(min = 0, max = 200) int requested,
            @ForAll @DoubleRange(min = 0, max = 2000) double load) {
        KpaSpec spec = spec(up, down).withPanicThreshold(1e6);
        KpaLimits limits =
                KpaLimits.of(spec, Math.max(1, ready), Precision.TOLERANT).around(requested);
        int replicas = new KpaScaler(spec, Precision.TOLERANT)
                .decide(new KpaState(false, 0, 0, null), ready, new KpaLoad(load, load), 0, limits)
                .replicas();
        if (load / 7 >= requested) {
            assertThat(replicas).isGreaterThanOrEqualTo(requested);
        } else {
            assertThat(replicas).isLessThanOrEqualTo(requested);
        }
    }
}
