package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.policy.spi.Ticker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads how fast a counter grows, per second, as its growth since the last read over the time since then. A timer or
 * summary counts its recordings. If several meters match, the sum of their rates is read: tags divide one count.
 *
 * <p>The first read is absent, and so is the read after a count went down; the rate is never negative. A counter that
 * is there and does not move is a fresh 0.
 *
 * <p>Remembers its last read: one call at a time, from any thread, and one source for each signal.
 */
public final class CounterRateSource implements MetricSource {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Odometer odometer;
    private final Ticker ticker;
    private volatile @Nullable Long lastNanos;

    CounterRateSource(MeterRegistry registry, Ticker ticker, MeterQuery query) {
        this.odometer = new Odometer(
                Objects.requireNonNull(registry, "registry"), query, Tally::of, "counter, timer or summary");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
    }

    @Override
    public Reading read() {
        long now = ticker.nanos();
        Long earlier = lastNanos;
        if (earlier != null && now - earlier <= 0) {
            return Reading.absent("no time has passed since the last read");
        }
        Increase increase = odometer.advance();
        lastNanos = now;
        if (increase instanceof Increase.Unknown unknown) {
            return Reading.absent(unknown.reason());
        }
        if (increase instanceof Increase.Known known && earlier != null) {
            return Reading.of(known.count() / ((now - earlier) / NANOS_PER_SECOND));
        }
        throw new AssertionError(increase);
    }
}
