package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.spi.MetricSource;
import java.util.Objects;

/**
 * Reads the ratio of two rates: the growth of one count since the last read over the growth of another one. Both must
 * be there; the first read, and the read after either was reset, is absent.
 *
 * <p>While the denominator does not move, there is no ratio: the signal is what {@link #whenIdle} declares, and absent
 * without it. The two counts are read one after the other, so that a ratio of a part to its whole may exceed 1 by what
 * happened in between.
 *
 * <p>Remembers its last read: one call at a time, from any thread, and one source for each signal.
 */
public final class CounterRatioSource implements MetricSource {

    private static final String WANTED = "counter, timer or summary";

    private final MeterRegistry registry;
    private final MeterQuery numerator;
    private final MeterQuery denominator;
    private final Sample whenIdle;
    private final Odometer above;
    private final Odometer below;

    CounterRatioSource(MeterRegistry registry, MeterQuery numerator, MeterQuery denominator) {
        this(registry, numerator, denominator, IdleValue.undeclared(denominator));
    }

    private CounterRatioSource(MeterRegistry registry, MeterQuery numerator, MeterQuery denominator, Sample whenIdle) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.numerator = Objects.requireNonNull(numerator, "numerator");
        this.denominator = Objects.requireNonNull(denominator, "denominator");
        this.whenIdle = whenIdle;
        this.above = new Odometer(registry, numerator, Tally::of, WANTED);
        this.below = new Odometer(registry, denominator, Tally::of, WANTED);
    }

    /**
     * Returns a source that has read nothing yet and reads a declared value while the denominator does not move.
     *
     * @param value in the unit of the signal, finite and at least 0
     * @throws IllegalArgumentException if the value is out of range
     */
    public CounterRatioSource whenIdle(double value) {
        return new CounterRatioSource(registry, numerator, denominator, IdleValue.declared(value));
    }

    @Override
    public Reading read() {
        Increase part = above.advance();
        Increase whole = below.advance();
        if (part instanceof Increase.Unknown unknown) {
            return Reading.absent(unknown.reason());
        }
        if (whole instanceof Increase.Unknown unknown) {
            return Reading.absent(unknown.reason());
        }
        if (part instanceof Increase.Known over && whole instanceof Increase.Known under) {
            return under.count() == 0 ? Reading.of(whenIdle) : Reading.of(over.count() / under.count());
        }
        throw new AssertionError(part);
    }
}
