package io.selfscale.adapter.micrometer;

import static io.selfscale.adapter.micrometer.Readings.assertAbsent;
import static io.selfscale.adapter.micrometer.Readings.assertFresh;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimerMeanSourceTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final TimerMeanSource source = MeterSources.timerMean(registry, "checkout");

    @Test
    void isTheMeanSinceTheLastReadInSeconds() {
        record("eu", 9_000);
        assertAbsent(source.read(), "meter checkout with tags region=eu has no earlier value");

        record("eu", 100);
        record("eu", 300);
        assertFresh(source.read(), 0.2);
        record("eu", 50);
        assertFresh(source.read(), 0.05);
    }

    @Test
    void weighsEveryRecordingOfEveryMeterTheSame() {
        record("eu", 1);
        record("us", 1);
        source.read();
        record("eu", 100);
        record("eu", 100);
        record("eu", 100);
        record("us", 900);

        assertFresh(source.read(), 0.3);
    }

    @Test
    void isWhatIsDeclaredWhileNothingIsRecorded() {
        record("eu", 100);
        TimerMeanSource declared = source.whenIdle(0);
        source.read();
        declared.read();

        assertAbsent(source.read(), "nothing recorded in checkout");
        assertFresh(declared.read(), 0);
        record("eu", 100);
        assertFresh(source.read(), 0.1);
        assertFresh(declared.read(), 0.1);
    }

    @Test
    void isIdleAndNotAbsentWhenATimerIsThereThatNeverRecorded() {
        TimerMeanSource declared = source.whenIdle(0.25);
        declared.read();
        registry.timer("checkout");

        assertFresh(declared.read(), 0.25);
    }

    @Test
    void losesNothingWhenATotalArrivesAfterItsCount() {
        AtomicLong count = new AtomicLong(1);
        AtomicLong totalMillis = new AtomicLong(10);
        FunctionTimer.builder("checkout", count, AtomicLong::get, c -> totalMillis.get(), TimeUnit.MILLISECONDS)
                .register(registry);
        source.read();

        totalMillis.addAndGet(500);
        assertAbsent(source.read(), "nothing recorded");
        count.incrementAndGet();
        assertFresh(source.read(), 0.5);
    }

    @Test
    void isAbsentOnceAfterAReset() {
        AtomicLong count = new AtomicLong(10);
        FunctionTimer.builder("checkout", count, AtomicLong::get, AtomicLong::get, TimeUnit.SECONDS)
                .register(registry);
        source.read();

        count.set(2);
        assertAbsent(source.read(), "was reset: from count 10.0, total 10.0 down to count 2.0, total 2.0");
        count.set(4);
        assertFresh(source.read(), 1);
    }

    @Test
    void readsASummaryInItsOwnUnitAndOneOfTimeInSeconds() {
        DistributionSummary sizes = registry.summary("sizes");
        DistributionSummary waits =
                DistributionSummary.builder("waits").baseUnit("ms").register(registry);
        TimerMeanSource size = MeterSources.timerMean(registry, "sizes");
        TimerMeanSource waiting = MeterSources.timerMean(registry, "waits");
        size.read();
        waiting.read();
        sizes.record(40);
        sizes.record(60);
        waits.record(250);

        assertFresh(size.read(), 50);
        assertFresh(waiting.read(), 0.25);
    }

    @Test
    void isAbsentWhenTheMeterIsOfAnotherType() {
        registry.counter("checkout");

        assertAbsent(source.read(), "meter checkout is a counter, not a timer or summary");
    }

    private void record(String region, long millis) {
        registry.timer("checkout", "region", region).record(Duration.ofMillis(millis));
    }
}
