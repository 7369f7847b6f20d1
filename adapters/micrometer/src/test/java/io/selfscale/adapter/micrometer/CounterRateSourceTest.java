package io.selfscale.adapter.micrometer;

import static io.selfscale.adapter.micrometer.Readings.assertAbsent;
import static io.selfscale.adapter.micrometer.Readings.assertFresh;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.CountingMode;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterRateSourceTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    // Wraps around during the tests.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final CounterRateSource source = MeterSources.counterRate(registry, nanos::get, "jobs");

    @ParameterizedTest
    @CsvSource({
        // grows by, over milliseconds, per second
        "10, 1000, 10",
        "10, 500, 20",
        "1, 4000, 0.25",
        "0, 1000, 0",
        "30, 60000, 0.5"
    })
    void isTheGrowthOverTheTimeBetweenReads(double growth, long millis, double perSecond) {
        Counter counter = registry.counter("jobs");
        counter.increment(1_000);
        assertAbsent(source.read(), "meter jobs has no earlier value");

        counter.increment(growth);
        pass(Duration.ofMillis(millis));

        assertFresh(source.read(), perSecond);
    }

    @Test
    void comparesWithTheLastReadOnly() {
        Counter counter = registry.counter("jobs");
        source.read();
        for (int i = 0; i < 5; i++) {
            counter.increment(i);
            pass(Duration.ofSeconds(1));
            assertFresh(source.read(), i);
        }
    }

    @Test
    void isAbsentOnceAfterACountWentDown() {
        AtomicLong count = new AtomicLong(100);
        FunctionCounter.builder("jobs", count, AtomicLong::get).register(registry);
        source.read();

        count.set(3);
        pass(Duration.ofSeconds(1));
        assertAbsent(source.read(), "meter jobs was reset: from 100.0 down to 3.0");

        count.set(8);
        pass(Duration.ofSeconds(1));
        assertFresh(source.read(), 5);
    }

    @Test
    void isAbsentOnceAfterAMeterWasReplaced() {
        registry.counter("jobs").increment(5);
        source.read();

        registry.clear();
        registry.counter("jobs").increment(20);
        pass(Duration.ofSeconds(1));
        assertAbsent(source.read(), "meter jobs was replaced since the last read");

        registry.counter("jobs").increment(2);
        pass(Duration.ofSeconds(1));
        assertFresh(source.read(), 2);
    }

    @Test
    void isAbsentWhileACountIsNotFinite() {
        AtomicBoolean broken = new AtomicBoolean();
        FunctionCounter.builder("jobs", broken, b -> b.get() ? Double.NaN : 7).register(registry);
        source.read();
        broken.set(true);
        pass(Duration.ofSeconds(1));

        assertAbsent(source.read(), "meter jobs is not a finite number");
    }

    @Test
    void isAbsentWhenNoTimeHasPassedAndLosesNothing() {
        Counter counter = registry.counter("jobs");
        source.read();
        counter.increment(4);
        assertAbsent(source.read(), "no time has passed");
        counter.increment(4);
        pass(Duration.ofSeconds(2));

        assertFresh(source.read(), 4);
    }

    @Test
    void countsWhatACounterDidSinceItAppeared() {
        assertAbsent(source.read(), "no meter named jobs");
        registry.counter("jobs").increment(6);
        pass(Duration.ofSeconds(2));

        assertFresh(source.read(), 3);
    }

    @Test
    void addsUpWhatTagsDivideEvenWhenOneAppearsLater() {
        Counter good = registry.counter("jobs", "status", "good");
        good.increment(50);
        source.read();

        good.increment(8);
        registry.counter("jobs", "status", "bad").increment(2);
        pass(Duration.ofSeconds(1));

        assertFresh(source.read(), 10);
    }

    @Test
    void doesNotTrustACountOfSomebodyElsesThatAppears() {
        AtomicLong count = new AtomicLong(1_000);
        assertAbsent(source.read(), "no meter named jobs");
        FunctionCounter.builder("jobs", count, AtomicLong::get).register(registry);
        pass(Duration.ofSeconds(1));
        assertAbsent(source.read(), "no earlier value");

        count.addAndGet(7);
        pass(Duration.ofSeconds(1));
        assertFresh(source.read(), 7);
    }

    @Test
    void readsACountOfTimeInSeconds() {
        AtomicLong cpuNanos = new AtomicLong();
        FunctionCounter.builder("jobs", cpuNanos, AtomicLong::get)
                .baseUnit("ns")
                .register(registry);
        source.read();
        cpuNanos.addAndGet(Duration.ofMillis(1_500).toNanos());
        pass(Duration.ofSeconds(1));

        assertFresh(source.read(), 1.5);
    }

    @Test
    void countsTheRecordingsOfTimersAndSummaries() {
        registry.timer("jobs", "kind", "timer").record(Duration.ofHours(1));
        DistributionSummary summary = registry.summary("jobs", "kind", "summary");
        AtomicLong calls = new AtomicLong(5);
        FunctionTimer.builder("jobs", calls, AtomicLong::get, AtomicLong::get, TimeUnit.SECONDS)
                .tag("kind", "function")
                .register(registry);
        source.read();

        registry.timer("jobs", "kind", "timer").record(Duration.ofHours(1));
        summary.record(99);
        calls.incrementAndGet();
        pass(Duration.ofSeconds(1));

        assertFresh(source.read(), 3);
    }

    @Test
    void isAbsentWhereCountsStartAnewAtEachStep() {
        MeterRegistry stepping = stepping();
        stepping.counter("jobs").increment();

        assertAbsent(
                MeterSources.counterRate(stepping, nanos::get, "jobs").read(),
                "counts anew in each step",
                "cumulative");
    }

    @Test
    void readsTheCumulativeLeafOfAComposite() {
        CompositeMeterRegistry inner = new CompositeMeterRegistry();
        inner.add(registry);
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(stepping());
        composite.add(inner);
        CounterRateSource of = MeterSources.counterRate(composite, nanos::get, "jobs");
        Counter counter = composite.counter("jobs");
        of.read();
        counter.increment(3);
        pass(Duration.ofSeconds(1));

        assertFresh(of.read(), 3);
    }

    @Test
    void comparesNothingWhenAnotherLeafOfACompositeAnswers() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        MeterRegistry first = new SimpleMeterRegistry();
        composite.add(first);
        CounterRateSource of = MeterSources.counterRate(composite, nanos::get, "jobs");
        first.counter("jobs").increment(5);
        of.read();

        registry.counter("jobs").increment(900);
        composite.remove(first);
        composite.add(registry);
        pass(Duration.ofSeconds(1));

        assertAbsent(of.read(), "no earlier value");
    }

    @Test
    void isAbsentWhereEveryLeafOfACompositeCountsByTheStep() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(stepping());
        composite.add(stepping());
        composite.counter("jobs").increment();

        assertAbsent(MeterSources.counterRate(composite, nanos::get, "jobs").read(), "counts anew in each step");
    }

    @Test
    void isAbsentInAnEmptyComposite() {
        MeterRegistry composite = new CompositeMeterRegistry();
        composite.counter("jobs").increment();

        assertAbsent(MeterSources.counterRate(composite, nanos::get, "jobs").read(), "no meter named jobs");
    }

    @Test
    void isAbsentWhenTheMeterIsOfAnotherType() {
        registry.gauge("jobs", 3);

        assertAbsent(source.read(), "meter jobs is a gauge, not a counter, timer or summary");
    }

    private MeterRegistry stepping() {
        return new SimpleMeterRegistry(
                new SimpleConfig() {
                    @Override
                    public @Nullable String get(String key) {
                        return null;
                    }

                    @Override
                    public CountingMode mode() {
                        return CountingMode.STEP;
                    }
                },
                Clock.SYSTEM);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
