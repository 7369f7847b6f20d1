package io.selfscale.adapter.micrometer;

import static io.selfscale.adapter.micrometer.Readings.assertAbsent;
import static io.selfscale.adapter.micrometer.Readings.assertFresh;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRatioSourceTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final CounterRatioSource source = MeterSources.counterRatio(
            registry, MeterQuery.named("cache.gets", "result", "hit"), MeterQuery.named("cache.gets"));

    @ParameterizedTest
    @CsvSource({
        // hits, misses, ratio
        "3, 1, 0.75",
        "0, 5, 0",
        "5, 0, 1"
    })
    void isTheGrowthOfOneCountOverThatOfAnother(double hits, double misses, double ratio) {
        count(100, 900);
        assertAbsent(source.read(), "no earlier value");
        count(hits, misses);

        assertFresh(source.read(), ratio);
    }

    @Test
    void isWhatIsDeclaredWhileTheDenominatorDoesNotMove() {
        count(1, 1);
        CounterRatioSource declared = source.whenIdle(0.5);
        source.read();
        declared.read();

        assertFresh(declared.read(), 0.5);
        assertAbsent(source.read(), "nothing recorded in cache.gets", "whenIdle");
        count(1, 3);
        assertFresh(declared.read(), 0.25);
        assertFresh(source.read(), 0.25);
    }

    @Test
    void isAbsentWhileEitherIsMissing() {
        assertAbsent(source.read(), "no meter named cache.gets with tags result=hit");
        registry.counter("cache.gets", "result", "miss").increment();
        assertAbsent(source.read(), "no meter named cache.gets with tags result=hit");
        count(1, 0);

        assertFresh(source.read(), 1);
    }

    @Test
    void isAbsentWhenTheDenominatorIsUnknown() {
        registry.counter("errors");
        CounterRatioSource of =
                MeterSources.counterRatio(registry, MeterQuery.named("errors"), MeterQuery.named("requests"));
        of.read();

        assertAbsent(of.read(), "no meter named requests");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsADeclaredValueThatCannotBeAMeasurement(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.whenIdle(value))
                .withMessage("whenIdle must be finite and at least 0 but was " + value);
    }

    private void count(double hits, double misses) {
        registry.counter("cache.gets", "result", "hit").increment(hits);
        registry.counter("cache.gets", "result", "miss").increment(misses);
    }
}
