package io.selfscale.adapter.cli.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequestTraceTest {

    private static final double[] NO_TOKENS = {};

    @Test
    void theSameFactorsAtOneGiveTheRecording() {
        ArrivalSchedule schedule = trace(0, 0.5, 7.25).scaled(1, 1, 1);

        assertThat(schedule.size()).isEqualTo(3);
        assertThat(schedule.atSeconds(0)).isZero();
        assertThat(schedule.atSeconds(1)).isEqualTo(0.5);
        assertThat(schedule.atSeconds(2)).isEqualTo(7.25);
        assertThat(schedule.duration()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void aSpeedupPlaysItFaster() {
        ArrivalSchedule schedule = trace(0, 30, 59).scaled(30, 1, 1);

        assertThat(schedule.atSeconds(1)).isEqualTo(1);
        assertThat(schedule.duration()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aFactorBelowOneKeepsThatShare() {
        Trace trace = everyTenth(10_000);
        ArrivalSchedule schedule = trace.scaled(1, 0.3, 2);

        assertThat(schedule.size()).isCloseTo(3000, within(150));
        assertThat(countBetween(schedule, 0, 500)).isCloseTo(1500, within(120L));
    }

    @Test
    void aFactorAboveOneAddsCopiesNearby() {
        Trace trace = everyTenth(10_000);
        ArrivalSchedule schedule = trace.scaled(1, 2.5, 1);

        assertThat(schedule.size()).isCloseTo(25_000, within(200));
        assertThat(countBetween(schedule, 0, 500)).isCloseTo(12_500, within(150L));
        for (int i = 1; i < schedule.size(); i++) {
            assertThat(schedule.atSeconds(i)).isGreaterThanOrEqualTo(schedule.atSeconds(i - 1));
        }
        assertThat(schedule.atSeconds(schedule.size() - 1)).isLessThan(1000);
    }

    @Test
    void chanceIsDecidedByTheSeed() {
        Trace trace = everyTenth(1000);
        ArrivalSchedule one = trace.scaled(1, 1.5, 1);
        ArrivalSchedule same = trace.scaled(1, 1.5, 1);
        ArrivalSchedule other = trace.scaled(1, 1.5, 2);

        assertThat(times(one)).isEqualTo(times(same)).isNotEqualTo(times(other));
    }

    @Test
    void thePeakIsThatOfTheBusiestWindow() {
        Trace trace = trace(0, 5, 5.1, 5.2, 5.9, 6.05, 9);

        assertThat(trace.peakRate(Duration.ofSeconds(1))).isEqualTo(4.0);
        assertThat(trace.peakRate(Duration.ofMillis(300))).isCloseTo(3 / 0.3, within(1e-9));
        assertThat(trace.peakRate(Duration.ofHours(1))).isEqualTo(0.7);
    }

    @Test
    void moreTokensMeanLargerPhotosInTheUsualMix() {
        double[] arrivals = new double[1000];
        double[] tokens = new double[1000];
        for (int i = 0; i < 1000; i++) {
            arrivals[i] = i;
            tokens[i] = i * 617 % 1000;
        }
        ArrivalSchedule schedule = new RequestTrace(arrivals, tokens).scaled(1, 1, 1);

        ProductPhotos photos = ProductPhotos.draw(1);
        SplittableRandom random = new SplittableRandom(1);
        Map<PhotoSize, Integer> counts = new EnumMap<>(PhotoSize.class);
        for (int i = 0; i < 1000; i++) {
            PhotoSize size = schedule.photo(i, photos, random).size();
            counts.merge(size, 1, Integer::sum);
            assertThat(size).isEqualTo(PhotoSize.atRank((tokens[i] + 0.5) / 1000));
        }
        assertThat(counts.get(PhotoSize.THUMBNAIL)).isEqualTo(450);
        assertThat(counts.get(PhotoSize.LARGE)).isEqualTo(50);
    }

    @Test
    void refusesFactorsThatAreNone() {
        Trace trace = trace(0, 1);
        assertThatThrownBy(() -> trace.scaled(0, 1, 1)).hasMessage("speedup must be finite and positive but was 0.0");
        assertThatThrownBy(() -> trace.scaled(1, Double.NaN, 1))
                .hasMessage("factor must be finite and positive but was NaN");
        assertThatThrownBy(() -> trace.scaled(1, 1e9, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a load must have at most 10000000 requests, but this one would have 2000000000");
        assertThatThrownBy(() -> trace.peakRate(Duration.ZERO)).hasMessage("window must be positive but was PT0S");
    }

    private static RequestTrace trace(double... arrivals) {
        return new RequestTrace(arrivals, NO_TOKENS);
    }

    private static RequestTrace everyTenth(int count) {
        double[] arrivals = new double[count];
        for (int i = 0; i < count; i++) {
            arrivals[i] = i / 10.0;
        }
        return trace(arrivals);
    }

    private static long countBetween(ArrivalSchedule schedule, double from, double to) {
        long count = 0;
        for (double at : times(schedule)) {
            if (at >= from && at < to) {
                count++;
            }
        }
        return count;
    }

    private static double[] times(ArrivalSchedule schedule) {
        double[] times = new double[schedule.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = schedule.atSeconds(i);
        }
        return times;
    }
}
