package io.selfscale.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedRecorderTest {

    /** Half a cell: 32 cells per power of two, read at their middle. */
    private static final double PRECISION = 1.0 / 64;

    private static final Sample IDLE = Sample.absent("idle");

    private final FeedRecorder recorder = new FeedRecorder();
    private final ManualTime time = new ManualTime();

    private static Sample sample(MetricSource source) {
        Reading reading = read(source);
        if (reading instanceof Reading.Whole whole) {
            return whole.sample();
        }
        throw new AssertionError(reading);
    }

    private static Reading read(MetricSource source) {
        try {
            return source.read();
        } catch (Exception e) {
            throw new AssertionError("a feed cannot fail", e);
        }
    }

    private static double value(MetricSource source) {
        if (sample(source) instanceof Sample.Fresh fresh) {
            assertThat(fresh.age()).isZero();
            return fresh.value();
        }
        throw new AssertionError("not fresh");
    }

    private void record(double... values) {
        for (double value : values) {
            recorder.record(value);
        }
    }

    @Test
    void countsValuesPerSecond() {
        MetricSource rate = recorder.rate(time);

        assertThat(sample(rate)).isInstanceOf(Sample.Absent.class);
        record(1, 2, 3);
        time.advance(Duration.ofMillis(1500));
        assertThat(value(rate)).isEqualTo(2);
    }

    @Test
    void aRateOfNothingIsAFreshZero() {
        MetricSource rate = recorder.rate(time);
        read(rate);
        time.advance(Duration.ofSeconds(1));

        assertThat(value(rate)).isZero();
    }

    @Test
    void aRateDoesNotCountWhatWasThereBeforeItsFirstReading() {
        record(1, 2, 3);
        MetricSource rate = recorder.rate(time);
        read(rate);
        record(4);
        time.advance(Duration.ofSeconds(1));

        assertThat(value(rate)).isEqualTo(1);
    }

    @Test
    void aRateSurvivesTheWrapAroundOfTheTicker() {
        MetricSource rate = recorder.rate(time);
        read(rate);
        record(1);
        time.advance(Duration.ofSeconds(20));

        assertThat(time.nanos()).isNegative();
        assertThat(value(rate)).isEqualTo(0.05, within(1e-12));
    }

    @Test
    void aRateThatIsReadTwiceAtOnceLosesNothing() {
        MetricSource rate = recorder.rate(time);
        read(rate);
        record(1, 2, 3);
        assertThat(sample(rate)).isInstanceOf(Sample.Absent.class);
        record(4);
        time.advance(Duration.ofSeconds(1));

        assertThat(value(rate)).isEqualTo(4);
    }

    @Test
    void takesTheMeanSinceTheLastReading() {
        MetricSource mean = recorder.mean(IDLE);
        record(1, 2, 6);
        assertThat(value(mean)).isEqualTo(3, within(1e-12));
        record(10);
        assertThat(value(mean)).isEqualTo(10, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1})
    void takesPercentilesWithinItsPrecision(double share) {
        Random random = new Random(42);
        double[] values = new double[5000];
        MetricSource percentile = recorder.percentile(share, IDLE);
        for (int i = 0; i < values.length; i++) {
            // Log-uniform over eleven decades.
            values[i] = Math.pow(10, -5 + 11 * random.nextDouble());
            recorder.record(values[i]);
        }
        Arrays.sort(values);
        double exact = values[(int) Math.ceil(share * values.length) - 1];

        assertThat(value(percentile)).isEqualTo(exact, within(exact * PRECISION));
    }

    @Test
    void aPercentileIsThatOfTheValuesSinceTheLastReading() {
        MetricSource median = recorder.percentile(0.5, IDLE);
        record(1, 1, 1, 1, 1);
        assertThat(value(median)).isEqualTo(1, within(PRECISION));
        record(100);
        assertThat(value(median)).isEqualTo(100, within(100 * PRECISION));
        record(5, 50);
        assertThat(value(median)).isEqualTo(5, within(5 * PRECISION));
    }

    @Test
    void givesTheIdleSampleForAnIntervalWithoutValues() {
        Sample zero = Sample.of(0);
        MetricSource mean = recorder.mean(zero);
        MetricSource percentile = recorder.percentile(0.95, IDLE);

        assertThat(sample(mean)).isSameAs(zero);
        assertThat(sample(percentile)).isSameAs(IDLE);
        record(3);
        assertThat(value(mean)).isEqualTo(3);
        assertThat(value(percentile)).isEqualTo(3, within(3 * PRECISION));
        assertThat(sample(mean)).isSameAs(zero);
        assertThat(sample(percentile)).isSameAs(IDLE);
    }

    @Test
    void sourcesDoNotDisturbEachOther() {
        MetricSource slow = recorder.mean(IDLE);
        MetricSource fast = recorder.mean(IDLE);
        MetricSource percentile = recorder.percentile(1, IDLE);
        record(1);
        assertThat(value(fast)).isEqualTo(1);
        record(3);
        assertThat(value(fast)).isEqualTo(3);
        assertThat(value(slow)).isEqualTo(2);
        assertThat(value(percentile)).isEqualTo(3, within(3 * PRECISION));
    }

    @Test
    void dropsWhatIsNoMeasurement() {
        MetricSource mean = recorder.mean(IDLE);
        MetricSource percentile = recorder.percentile(0.5, IDLE);
        record(Double.NaN, -1, -Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

        assertThat(sample(mean)).isSameAs(IDLE);
        assertThat(sample(percentile)).isSameAs(IDLE);
        record(2);
        assertThat(value(mean)).isEqualTo(2);
    }

    @Test
    void valuesBeyondItsRangeCountAsItsEnds() {
        MetricSource percentile = recorder.percentile(0.5, IDLE);
        record(0, -0.0, 1e-300);
        assertThat(value(percentile)).isEqualTo(FeedRecorder.LEAST, within(FeedRecorder.LEAST / 16));
        record(1e300, Double.MAX_VALUE);
        assertThat(value(percentile)).isEqualTo(FeedRecorder.GREATEST, within(FeedRecorder.GREATEST * PRECISION));
    }

    @Test
    void oneHugeValueDoesNotSpoilTheMeansAfterIt() {
        MetricSource mean = recorder.mean(IDLE);
        record(Double.MAX_VALUE, Double.MAX_VALUE);
        assertThat(value(mean)).isEqualTo(FeedRecorder.GREATEST);
        record(5, 7);
        assertThat(value(mean)).isEqualTo(6, within(1e-6));
    }

    @Test
    void aMeanOfZerosIsZero() {
        MetricSource mean = recorder.mean(IDLE);
        record(0, 0, 0);

        assertThat(value(mean)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.5, Double.NaN})
    void refusesAPercentileThatIsNone(double share) {
        assertThatIllegalArgumentException().isThrownBy(() -> recorder.percentile(share, IDLE));
    }

    @Test
    void losesNothingWhileOneThreadWritesAndOthersRead() throws Exception {
        int values = 200_000;
        int reads = 2_000;
        MetricSource rate = recorder.rate(time);
        // The first reading is where the counting begins: before there is anything to count.
        read(rate);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<?> writer = threads.submit(() -> {
                await(start);
                for (int i = 0; i < values; i++) {
                    recorder.record(4);
                }
            });
            Future<Double> counted = threads.submit(() -> {
                await(start);
                double sum = 0;
                for (int i = 0; i < reads; i++) {
                    time.advance(Duration.ofSeconds(1));
                    sum += value(rate);
                }
                writer.get(30, TimeUnit.SECONDS);
                time.advance(Duration.ofSeconds(1));
                return sum + value(rate);
            });
            Future<Boolean> percentiles = threads.submit(() -> {
                MetricSource percentile = recorder.percentile(0.99, Sample.of(4));
                await(start);
                boolean right = true;
                for (int i = 0; i < reads; i++) {
                    right &= Math.abs(value(percentile) - 4) <= 4 * PRECISION;
                }
                return right;
            });
            start.countDown();

            assertThat(counted.get(30, TimeUnit.SECONDS)).isEqualTo(values);
            assertThat(percentiles.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(value(recorder.mean(IDLE))).isEqualTo(4);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
