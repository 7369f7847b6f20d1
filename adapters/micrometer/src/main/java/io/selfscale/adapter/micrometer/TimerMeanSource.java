package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.spi.MetricSource;
import java.util.Objects;

/**
 * Reads the mean of what a timer or summary recorded since the last read: growth of its total over growth of its
 * count. Durations are in seconds. If several meters match, it is the mean over all their recordings.
 *
 * <p>The first read is absent, and so is the read after a reset. A read without a recording since the last one is what
 * {@link #whenIdle} declares, and absent without it.
 *
 * <p>Remembers its last read: one call at a time, from any thread, and one source for each signal.
 */
public final class TimerMeanSource implements MetricSource {

    private final MeterRegistry registry;
    private final MeterQuery query;
    private final Sample whenIdle;
    private final Odometer odometer;

    TimerMeanSource(MeterRegistry registry, MeterQuery query) {
        this(registry, query, IdleValue.undeclared(query));
    }

    private TimerMeanSource(MeterRegistry registry, MeterQuery query, Sample whenIdle) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.query = query;
        this.whenIdle = whenIdle;
        this.odometer = new Odometer(registry, query, Tally::ofRecordings, "timer or summary");
    }

    /**
     * Returns a source that has read nothing yet and reads a declared value while nothing is recorded.
     *
     * @param value in the unit of the signal, finite and at least 0
     * @throws IllegalArgumentException if the value is out of range
     */
    public TimerMeanSource whenIdle(double value) {
        return new TimerMeanSource(registry, query, IdleValue.declared(value));
    }

    @Override
    public Reading read() {
        Increase increase = odometer.advance();
        if (increase instanceof Increase.Unknown unknown) {
            return Reading.absent(unknown.reason());
        }
        if (increase instanceof Increase.Known known) {
            return known.count() == 0 ? Reading.of(whenIdle) : Reading.of(known.total() / known.count());
        }
        throw new AssertionError(increase);
    }
}
