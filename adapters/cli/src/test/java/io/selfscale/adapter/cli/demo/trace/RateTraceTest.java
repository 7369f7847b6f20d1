package io.selfscale.adapter.cli.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTraceTest {

    /** 60 requests in the first minute, 600 in the second, none in the third, 120 in the fourth. */
    private final Trace trace = new RateTrace(new double[] {0, 60, 180}, new double[] {60, 600, 120}, 60);

    @Test
    void requestsArriveWithinTheirIntervals() {
        ArrivalSchedule schedule = trace.scaled(1, 1, 5);

        assertThat(schedule.size()).isEqualTo(780);
        assertThat(countBetween(schedule, 0, 60)).isEqualTo(60);
        assertThat(countBetween(schedule, 60, 120)).isEqualTo(600);
        assertThat(countBetween(schedule, 120, 180)).isZero();
        assertThat(countBetween(schedule, 180, 240)).isEqualTo(120);
        assertThat(countBetween(schedule, 60, 90)).isCloseTo(300, within(60L));
        assertThat(schedule.duration()).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void arrivalsAreInOrder() {
        ArrivalSchedule schedule = trace.scaled(60, 2, 5);

        for (int i = 1; i < schedule.size(); i++) {
            assertThat(schedule.atSeconds(i)).isGreaterThanOrEqualTo(schedule.atSeconds(i - 1));
        }
        assertThat(schedule.size()).isEqualTo(1560);
        assertThat(schedule.duration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(schedule.atSeconds(schedule.size() - 1)).isLessThan(4);
    }

    @Test
    void aFractionOfARequestIsLeftToChance() {
        double[] starts = new double[4000];
        double[] counts = new double[4000];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i;
            counts[i] = 1;
        }
        Trace sparse = new RateTrace(starts, counts, 1);

        assertThat(sparse.scaled(1, 0.25, 3).size()).isCloseTo(1000, within(100));
    }

    @Test
    void largeRecordingsNeedNoMemoryBeforeTheyAreThinned() {
        Trace large = new RateTrace(new double[] {0, 600}, new double[] {100e6, 26e6}, 600);

        assertThat(large.requests()).isEqualTo(126e6);
        assertThat(large.scaled(100, 1e-5, 1).size()).isEqualTo(1260);
        assertThatThrownBy(() -> large.scaled(100, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a load must have at most 10000000 requests, but this one would have 126000000");
    }

    @Test
    void thePeakIsThatOfTheBusiestWindow() {
        assertThat(trace.peakRate(Duration.ofSeconds(30))).isCloseTo(10, within(1e-9));
        assertThat(trace.peakRate(Duration.ofSeconds(60))).isCloseTo(10, within(1e-9));
        assertThat(trace.peakRate(Duration.ofSeconds(90))).isCloseTo(630 / 90.0, within(1e-9));
        assertThat(trace.peakRate(Duration.ofHours(1))).isCloseTo(780 / 240.0, within(1e-9));
    }

    private static long countBetween(ArrivalSchedule schedule, double from, double to) {
        long count = 0;
        for (int i = 0; i < schedule.size(); i++) {
            if (schedule.atSeconds(i) >= from && schedule.atSeconds(i) < to) {
                count++;
            }
        }
        return count;
    }
}
