package io.selfscale.engine.kpa;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Semantics sections 2.3, 2.4 and 2.6. */
class KpaScalerTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1000 * SECOND;

    /** Target 70 of 100, and the defaults. */
    private static final KpaSpec SPEC =
            KpaSpec.of(KpaTarget.resolve(TargetSettings.of(ScalingMetric.CONCURRENCY), TargetDefaults.KNATIVE));

    private static final KpaState CALM = new KpaState(false, 0, 1, null);

    private static KpaDecision decide(KpaSpec spec, KpaState state, int ready, double stable, double panic, long at) {
        return new KpaScaler(spec, Precision.TOLERANT).decide(state, ready, new KpaLoad(stable, panic), at);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "K1, 1000,  500,  500,  5,  8, false",
        "K2, 1000,  200,  800,  4, 12, true",
        "K3, 1000,   10,    0, 10,  5, false",
        "K4,   10, 3000, 3000,  2, 20, true",
    })
    void sizesAsInTheTable(
            String name, double up, double stable, double panic, int ready, int replicas, boolean panics) {
        KpaDecision decision = decide(SPEC.withRates(up, 2), CALM, ready, stable, panic, NOW);
        assertThat(decision.valid()).isTrue();
        assertThat(decision.replicas()).as(name).isEqualTo(replicas);
        assertThat(decision.state().inPanic()).as(name).isEqualTo(panics);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"K5, 211, 10, 500, 289", "K6, 211, 2, 50, -61", "none, 0, 2, 50, 0", "unlimited, -1, 2, 50, -1"})
    void excessBurstCapacityAsInTheTable(String name, double burst, int ready, double panic, int excess) {
        KpaDecision decision = decide(SPEC.withTargetBurstCapacity(burst), CALM, ready, panic, panic, NOW);
        assertThat(decision.excessBurstCapacity()).as(name).isEqualTo(excess);
    }

    @Test
    void excessBurstCapacityCountsNoReplicaThatIsNotReady() {
        assertThat(decide(SPEC, CALM, 0, 0, 0, NOW).excessBurstCapacity()).isEqualTo(-211);
    }

    @Test
    void staysInPanicUntilAStableWindowHasPassedWithoutABurst() {
        KpaState state = decide(SPEC, CALM, 4, 200, 800, NOW).state();
        for (int second = 2; second <= 60; second += 2) {
            KpaDecision decision = decide(SPEC, state, 12, 100, 100, NOW + second * SECOND);
            assertThat(decision.replicas()).as("K7, after %d s", second).isEqualTo(12);
            state = decision.state();
        }
        KpaDecision after = decide(SPEC, state, 12, 100, 100, NOW + 60 * SECOND + 1);
        assertThat(after.replicas()).as("floor(12 / 2) is the least").isEqualTo(6);
        assertThat(after.state()).isEqualTo(new KpaState(false, 0, 0, null));
    }

    @Test
    void aBurstWithinAPanicExtendsIt() {
        KpaState state = decide(SPEC, CALM, 4, 200, 800, NOW).state();
        state = decide(SPEC, state, 4, 200, 800, NOW + 50 * SECOND).state();
        assertThat(decide(SPEC, state, 12, 0, 0, NOW + 110 * SECOND).replicas()).isEqualTo(12);
        assertThat(decide(SPEC, state, 12, 0, 0, NOW + 111 * SECOND).replicas()).isEqualTo(6);
    }

    @Test
    void panicsByWantedOverReadyAndNotByTheRatioOfTheWindows() {
        assertThat(decide(SPEC, CALM, 10, 100, 800, NOW).state().inPanic())
                .as("the short window is eight times the long one, and 12 of 10 wanted")
                .isFalse();
        assertThat(decide(SPEC, CALM, 4, 800, 800, NOW).state().inPanic())
                .as("both windows are equal, and 12 of 4 wanted")
                .isTrue();
    }

    @Test
    void takesTheLongWindowInPanicWhereThatIsLarger() {
        KpaState panic = new KpaState(true, NOW, 3, null);
        assertThat(decide(SPEC, panic, 3, 700, 140, NOW).replicas()).isEqualTo(10);
    }

    @Test
    void decidesNothingWithoutReadyCountOrLoad() {
        KpaScaler scaler = new KpaScaler(SPEC, Precision.EXACT);
        KpaState state = new KpaState(true, NOW, 7, null);
        for (KpaDecision decision : new KpaDecision[] {
            scaler.decide(state, null, new KpaLoad(900, 900), NOW + ofMinutes(9).toNanos()),
            scaler.decide(state, 3, null, NOW + ofMinutes(9).toNanos()),
        }) {
            assertThat(decision).isEqualTo(new KpaDecision(false, 0, 0, state));
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "1, NaN", "Infinity, 1", "1, -1", "-Infinity, 0"})
    void whatIsNoNumberIsNoLoad(double stable, double panic) {
        assertThat(KpaLoad.measured(stable, panic)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new KpaLoad(stable, panic));
    }

    @Test
    void noLoadIsKnownUnlessBothAveragesAre() {
        assertThat(KpaLoad.ofNullable(null, 1.0)).isNull();
        assertThat(KpaLoad.ofNullable(1.0, null)).isNull();
        assertThat(KpaLoad.ofNullable(1.0, 2.0)).isEqualTo(new KpaLoad(1, 2));
    }

    @Test
    void hugeLoadsDoNotOverflow() {
        assertThat(decide(SPEC, CALM, Integer.MAX_VALUE, 1e300, 1e300, NOW).replicas())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(decide(SPEC, CALM, 1, 0, 1e300, NOW).excessBurstCapacity()).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void activationScaleIsTheLeastThatIsNotZero() {
        KpaSpec spec = SPEC.withActivationScale(3);
        assertThat(decide(spec, CALM, 0, 10, 10, NOW).replicas()).isEqualTo(3);
        assertThat(decide(spec, CALM, 1, 0, 0, NOW).replicas()).isEqualTo(0);
        assertThat(decide(spec, CALM, 3, 10, 10, NOW).replicas()).isEqualTo(3);
        assertThat(decide(spec.withActivationScale(1), CALM, 1, 10, 10, NOW).replicas())
                .isEqualTo(1);
    }

    @Test
    void theScaleDownDelayKeepsTheLargestCountOfItsWindow() {
        KpaSpec spec = SPEC.withScaleDownDelay(ofSeconds(10));
        KpaState state = KpaState.initial(spec, 1, NOW);
        state = decide(spec, state, 5, 350, 350, NOW).state();
        for (int second = 2; second < 10; second += 2) {
            KpaDecision decision = decide(spec, state, 5, 210, 210, NOW + second * SECOND);
            assertThat(decision.replicas()).as("after %d s", second).isEqualTo(5);
            state = decision.state();
        }
        assertThat(decide(spec, state, 5, 210, 210, NOW + 10 * SECOND).replicas())
                .isEqualTo(3);
    }

    @Test
    void whatIsNotReachableShrinksAtOnce() {
        KpaSpec spec = new KpaSpec(
                SPEC.target(), 0, 2, KpaSpec.Rates.KNATIVE, ofMinutes(1), ofSeconds(10), /* reachable= */ false, 1);
        KpaState state = KpaState.initial(spec, 1, NOW);
        state = decide(spec, state, 100, 7000, 7000, NOW).state();
        assertThat(decide(spec, state, 100, 1, 1, NOW + SECOND).replicas()).isEqualTo(1);
    }

    @Test
    void startsInPanicWithMoreThanOneReplica() {
        assertThat(KpaState.initial(SPEC, null, NOW)).isEqualTo(new KpaState(false, 0, 0, null));
        assertThat(KpaState.initial(SPEC, 1, NOW)).isEqualTo(new KpaState(false, 0, 1, null));
        KpaState several = KpaState.initial(SPEC, 7, NOW);
        assertThat(several).isEqualTo(new KpaState(true, NOW, 7, null));
        assertThat(decide(SPEC, several, 7, 1, 1, NOW + 60 * SECOND).replicas()).isEqualTo(7);
    }

    @Test
    void exactPrecisionKeepsWhatFloatingPointMakesOfAWholeNumber() {
        KpaSpec spec = KpaSpec.of(new KpaTarget(1, 1)).withRates(1.1, 2);
        assertThat(KpaLimits.of(spec, 50, Precision.EXACT).out()).isEqualTo(56);
        assertThat(KpaLimits.of(spec, 50, Precision.TOLERANT).out()).isEqualTo(55);
        assertThat(Precision.TOLERANT.floor(0.7 * 10 / 0.7)).isEqualTo(10);
        assertThat(Precision.TOLERANT.floor(2.9999999999)).isEqualTo(3);
        assertThat(Precision.EXACT.floor(2.9999999999)).isEqualTo(2);
    }

    @Test
    void resolvesTheTargetOfALoad() {
        TargetDefaults defaults = TargetDefaults.KNATIVE;
        assertThat(SPEC.target()).isEqualTo(new KpaTarget(70, 100));
        assertThat(KpaTarget.resolve(TargetSettings.of(ScalingMetric.RPS), defaults))
                .isEqualTo(new KpaTarget(140, 200));
        assertThat(KpaTarget.resolve(new TargetSettings(ScalingMetric.CONCURRENCY, 8, 10.0, 0.5), defaults))
                .as("never above the limit")
                .isEqualTo(new KpaTarget(4, 8));
        assertThat(KpaTarget.resolve(new TargetSettings(ScalingMetric.RPS, 8, 10.0, 0.5), defaults))
                .as("a limit of concurrency is none of the rate")
                .isEqualTo(new KpaTarget(5, 10));
        assertThat(KpaTarget.resolve(new TargetSettings(ScalingMetric.CONCURRENCY, 0, 0.001, null), defaults)
                        .target())
                .isEqualTo(0.01);
    }

    @Test
    void refusesSettingsThatCannotBeRight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withRates(0.5, 2))
                .withMessage("the rate up must be at least 1 but was 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withPanicThreshold(Double.NaN))
                .withMessage("panicThreshold must be positive but was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withScaleDownDelay(ofSeconds(-1)))
                .withMessageContaining("scaleDownDelay must not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KpaTarget(0, 1))
                .withMessage("target must be positive but was 0.0");
    }
}
