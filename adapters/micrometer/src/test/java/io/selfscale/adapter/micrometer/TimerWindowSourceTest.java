package io.selfscale.adapter.micrometer;

import static io.selfscale.adapter.micrometer.Readings.assertAbsent;
import static io.selfscale.adapter.micrometer.Readings.assertFresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWindowSourceTest {

    // Longer than the window that a timer keeps by default.
    private static final Duration LONG = Duration.ofMinutes(10);

    // HdrHistogram keeps one significant digit by default.
    private static final double PRECISION = 0.06;

    private final MockClock clock = new MockClock();
    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

    @Test
    void readsThePercentileOfATimerInSeconds() {
        Timer timer = publishing("eu");
        for (int millis = 10; millis <= 1_000; millis += 10) {
            timer.record(Duration.ofMillis(millis));
        }

        assertThat(fresh(percentile(0.5).read())).isCloseTo(0.5, within(0.5 * PRECISION));
        assertThat(fresh(percentile(0.95).read())).isCloseTo(0.95, within(0.95 * PRECISION));
    }

    @Test
    void tellsHowToPublishAPercentileThatIsNot() {
        publishing("eu").record(Duration.ofSeconds(1));

        assertAbsent(
                percentile(0.99).read(),
                "meter checkout with tags region=eu does not publish percentile 0.99",
                "publishPercentiles(0.99)");
    }

    @Test
    void isWhatIsDeclaredOnceTheWindowIsEmpty() {
        Timer timer = publishing("eu");
        TimerWindowSource undeclared = percentile(0.95);
        TimerWindowSource declared = percentile(0.95).whenIdle(0);
        assertFresh(declared.read(), 0);
        assertAbsent(undeclared.read(), "nothing recorded in checkout", "whenIdle");

        timer.record(Duration.ofSeconds(2));
        assertThat(fresh(undeclared.read())).isCloseTo(2, within(2 * PRECISION));
        clock.add(LONG);
        assertAbsent(undeclared.read(), "nothing recorded in checkout");
        assertFresh(declared.read(), 0);
    }

    @Test
    void takesARecordedZeroForAValue() {
        DistributionSummary summary =
                DistributionSummary.builder("batch").publishPercentiles(0.5).register(registry);
        TimerWindowSource source = MeterSources.timerPercentile(registry, 0.5, "batch");
        source.read();
        summary.record(0);

        assertFresh(source.read(), 0);
        assertAbsent(source.read(), "nothing recorded");
    }

    @Test
    void doesNotCombinePercentilesUnlessTheGreatestIsAskedFor() {
        publishing("eu").record(Duration.ofSeconds(1));
        publishing("us").record(Duration.ofSeconds(3));
        publishing("asia");

        assertAbsent(percentile(0.95).read(), "3 meters are named checkout", "cannot be combined", "greatest()");
        assertThat(fresh(percentile(0.95).greatest().read())).isCloseTo(3, within(3 * PRECISION));
        assertThat(fresh(percentile(0.95).whenIdle(0).greatest().read())).isCloseTo(3, within(3 * PRECISION));
    }

    @Test
    void readsTheMaximumOfOneOrSeveralTimersInSeconds() {
        TimerWindowSource source = MeterSources.timerMax(registry, "checkout").whenIdle(0);
        assertAbsent(source.read(), "no meter named checkout");
        publishing("eu").record(Duration.ofMillis(1_500));
        assertFresh(source.read(), 1.5);
        publishing("us").record(Duration.ofMillis(2_500));
        assertFresh(source.read(), 2.5);
        clock.add(LONG);
        assertFresh(source.read(), 0);
    }

    @Test
    void readsASummaryOfTimeInSeconds() {
        DistributionSummary.builder("waits")
                .baseUnit("milliseconds")
                .publishPercentiles(1)
                .register(registry)
                .record(640);

        assertFresh(MeterSources.timerMax(registry, "waits").read(), 0.64);
        assertThat(fresh(MeterSources.timerPercentile(registry, 1, "waits").read()))
                .isCloseTo(0.64, within(0.64 * PRECISION));
    }

    @Test
    void isAbsentWhenTheMeterIsOfAnotherType() {
        registry.counter("checkout");

        assertAbsent(percentile(0.95).read(), "meter checkout is a counter, not a timer or summary");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.01, 95, Double.NaN})
    void rejectsAPercentileOutOfRange(double percentile) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> percentile(percentile))
                .withMessageContaining("percentile must be in (0, 1]")
                .withMessageContaining("was " + percentile);
    }

    private TimerWindowSource percentile(double percentile) {
        return MeterSources.timerPercentile(registry, percentile, "checkout");
    }

    private Timer publishing(String region) {
        return Timer.builder("checkout")
                .tag("region", region)
                .publishPercentiles(0.5, 0.95)
                .register(registry);
    }

    private static double fresh(Reading reading) {
        Sample sample = Readings.whole(reading);
        assertThat(sample).isInstanceOf(Sample.Fresh.class);
        return ((Sample.Fresh) sample).value();
    }
}
