package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.spi.MetricSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Reads a published percentile, or the maximum, of a timer or summary. Durations are in seconds.
 *
 * <p>The meter itself keeps both over a decaying window, by default two minutes in three steps (settings
 * {@code distributionStatisticExpiry} and {@code distributionStatisticBufferLength} of the meter). Its empty window
 * reads 0; that is recognized, as no recording since the last read, and is what {@link #whenIdle} declares, or absent
 * without it. A percentile that the meter does not publish is absent, with what to configure as the reason.
 *
 * <p>If several meters match, the maximum is the greatest of them. Percentiles of several meters cannot be combined:
 * the signal is absent, unless {@link #greatest()} allows their greatest, an upper bound.
 *
 * <p>Remembers its last read: one call at a time, from any thread, and one source for each signal.
 */
public final class TimerWindowSource implements MetricSource {

    private final MeterRegistry registry;
    private final MeterQuery query;
    private final RecentStatistic statistic;
    private final boolean greatest;
    private final Sample whenIdle;
    private volatile Map<Meter.Id, Long> lastCounts = Map.of();

    TimerWindowSource(MeterRegistry registry, RecentStatistic statistic, MeterQuery query) {
        this(registry, query, statistic, statistic.isGreatestOfAll(), IdleValue.undeclared(query));
    }

    private TimerWindowSource(
            MeterRegistry registry, MeterQuery query, RecentStatistic statistic, boolean greatest, Sample whenIdle) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.query = query;
        this.statistic = statistic;
        this.greatest = greatest;
        this.whenIdle = whenIdle;
    }

    /**
     * Returns a source that has read nothing yet and, if several meters match, reads the greatest of their values: the
     * percentile over all their recordings is not above it.
     */
    public TimerWindowSource greatest() {
        return new TimerWindowSource(registry, query, statistic, /* greatest= */ true, whenIdle);
    }

    /**
     * Returns a source that has read nothing yet and reads a declared value while nothing is recorded.
     *
     * @param value in the unit of the signal, finite and at least 0
     * @throws IllegalArgumentException if the value is out of range
     */
    public TimerWindowSource whenIdle(double value) {
        return new TimerWindowSource(registry, query, statistic, greatest, IdleValue.declared(value));
    }

    @Override
    public Reading read() {
        MeterMatch match = query.find(registry);
        List<Meter> meters = match.meters().stream()
                .filter(meter -> meter instanceof Timer || meter instanceof DistributionSummary)
                .toList();
        if (meters.isEmpty()) {
            return Reading.absent(match.nothingUsable(query, "timer or summary"));
        }
        if (meters.size() > 1 && !greatest) {
            return Reading.absent(meters.size() + " meters are named " + query
                    + " and their percentiles cannot be combined: narrow the tags, or say greatest()");
        }
        return Reading.of(greatestOf(meters));
    }

    private Sample greatestOf(List<Meter> meters) {
        Map<Meter.Id, Long> before = lastCounts;
        Map<Meter.Id, Long> counts = new HashMap<>();
        Sample result = whenIdle;
        double greatestSoFar = Double.NEGATIVE_INFINITY;
        for (Meter meter : meters) {
            OptionalDouble value = statistic.of(meter);
            if (value.isEmpty()) {
                return Sample.absent("meter " + MeterWords.nameOf(meter) + " " + statistic.remedy());
            }
            long count = countOf(meter);
            counts.put(meter.getId(), count);
            boolean isEmptyWindow = value.getAsDouble() == 0 && before.getOrDefault(meter.getId(), count) == count;
            if (!isEmptyWindow && !(value.getAsDouble() <= greatestSoFar)) {
                greatestSoFar = value.getAsDouble();
                result = Sample.of(greatestSoFar);
            }
        }
        lastCounts = counts;
        return result;
    }

    private static long countOf(Meter meter) {
        if (meter instanceof Timer timer) {
            return timer.count();
        }
        if (meter instanceof DistributionSummary summary) {
            return summary.count();
        }
        throw new AssertionError(meter);
    }
}
