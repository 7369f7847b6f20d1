package io.selfscale.adapter.cli.demo;

import io.selfscale.policy.spi.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time of a run, whose zero is the moment at which the load begins. Safe for concurrent use. */
final class RunClock {

    private record Beginning(Instant wallTime, long nanos) {}

    private final Clock clock;
    private final Ticker ticker;
    private volatile @Nullable Beginning beginning;

    /** Creates a clock that has not begun. */
    RunClock(Clock clock, Ticker ticker) {
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Makes this moment the zero. */
    void begin() {
        beginning = new Beginning(clock.instant(), ticker.nanos());
    }

    /** Tells whether the load has begun. */
    boolean hasBegun() {
        return beginning != null;
    }

    /** Returns the seconds since the load began, 0 before. */
    double seconds() {
        Beginning zero = beginning;
        return zero == null ? 0 : (ticker.nanos() - zero.nanos()) / 1e9;
    }

    /** Returns when something happened, in seconds of the run to the millisecond; null if it has not. */
    @Nullable
    Double secondsOf(@Nullable Instant instant) {
        Beginning zero = beginning;
        return instant == null || zero == null
                ? null
                : Durations.milliseconds(Durations.seconds(Duration.between(zero.wallTime(), instant)));
    }
}
