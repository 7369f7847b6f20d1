package io.selfscale.adapter.simulation.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TraceSummaryTest {

    @Test
    void countsRequestsInBinsSideBySide() {
        RequestTrace.Builder builder = RequestTrace.named("x");
        for (double at : new double[] {0, 1, 59, 61, 200, 210, 220, 230, 239, 299.5}) {
            builder.addWithoutTokens(at, null);
        }
        TraceSummary summary = TraceSummary.of(builder.build());

        assertThat(summary.name()).isEqualTo("x");
        assertThat(summary.duration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(summary.total()).isEqualTo(10);
        assertThat(summary.meanPerSecond()).isEqualTo(10 / 300.0);
        // Minutes have 3, 1, 0, 5 and 1 requests: mean 2, variance (1 + 1 + 4 + 9 + 1) / 5.
        assertThat(summary.minutePeakPerSecond()).isEqualTo(5 / 60.0);
        assertThat(summary.fiveMinutePeakPerSecond()).isEqualTo(10 / 300.0);
        assertThat(summary.dispersion()).isCloseTo(3.2 / 2, within(1e-12));
        assertThat(summary.dispersionBin()).isEqualTo(Duration.ofMinutes(1));
        assertThat(summary.idleShare()).isEqualTo(0.2);
        assertThat(summary.minutePeakToMean()).isCloseTo(2.5, within(1e-12));
        assertThat(summary.fiveMinutePeakToMean()).isCloseTo(1, within(1e-12));
    }

    @Test
    void isTheSameForARunAndItsRecording() {
        Demand.Builder demand = Demand.named("x");
        RequestTrace.Builder trace = RequestTrace.named("x");
        for (double at : new double[] {0, 1, 59, 61, 239, 239.5}) {
            demand.add(at, 1, 1, 1);
            trace.addWithoutTokens(at, null);
        }

        assertThat(TraceSummary.of(demand.lasting(Duration.ofMinutes(4)))).isEqualTo(TraceSummary.of(trace.build()));
    }

    @Test
    void spreadsCountsOverTheirIntervals() {
        TraceSummary summary = TraceSummary.of(new RateTrace("x", Trace.Unit.TOKENS, 0, 600, 0, 1200, 600, 600));

        assertThat(summary.unit()).isEqualTo(Trace.Unit.TOKENS);
        assertThat(summary.minutePeakPerSecond()).isCloseTo(2, within(1e-9));
        assertThat(summary.fiveMinutePeakPerSecond()).isCloseTo(2, within(1e-9));
        assertThat(summary.dispersion()).isCloseTo((360_000 + 360_000) / 4.0 / 600, within(1e-9));
        assertThat(summary.dispersionBin()).isEqualTo(Duration.ofMinutes(10));
        assertThat(summary.idleShare()).isEqualTo(0.25);
    }

    @Test
    void addsShortIntervalsUp() {
        double[] counts = new double[600];
        Arrays.fill(counts, 0, 60, 2);
        Arrays.fill(counts, 300, 310, 30);
        RateTrace trace = new RateTrace("x", Trace.Unit.REQUESTS, 0, 1, counts);
        TraceSummary summary = TraceSummary.of(trace);

        assertThat(summary.total()).isEqualTo(420);
        assertThat(summary.minutePeakPerSecond()).isCloseTo(5, within(1e-9));
        assertThat(summary.fiveMinutePeakPerSecond()).isCloseTo(1, within(1e-9));
        assertThat(summary.idleShare()).isCloseTo(530 / 600.0, within(1e-12));
        assertThat(TraceSummary.peakToMean(trace, Duration.ofSeconds(10))).isCloseTo(30 / 0.7, within(1e-9));
        assertThat(TraceSummary.peakToMean(trace, Duration.ofDays(1))).isCloseTo(1, within(1e-9));
    }

    @Test
    void binsMayCutIntervals() {
        RateTrace trace = new RateTrace("x", Trace.Unit.REQUESTS, 0, 60, 60, 120, 0);

        // Bins of 45 s: 45, 15 + 60, 60, 0.
        assertThat(TraceSummary.peakToMean(trace, Duration.ofSeconds(45))).isCloseTo(75 / 45.0, within(1e-9));
    }

    @Test
    void aLoadWithoutRequestsHasNoPeak() {
        Demand none = Demand.named("none").lasting(Duration.ofHours(1));

        assertThat(TraceSummary.peakToMean(none, Duration.ofMinutes(1))).isZero();
        assertThat(TraceSummary.of(none).minutePeakToMean()).isZero();
        assertThat(TraceSummary.of(none).dispersion()).isZero();
        assertThat(TraceSummary.of(none).idleShare()).isEqualTo(1);
        assertThatThrownBy(() -> TraceSummary.peakToMean(none, Duration.ZERO))
                .hasMessage("a bin must be positive but was PT0S");
    }
}
