package io.selfscale.engine.feed;

import io.selfscale.policy.Reading;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.policy.spi.Ticker;

/** Values per second since the last reading. */
final class FeedRate implements MetricSource {

    private final FeedRecorder recorder;
    private final Ticker ticker;
    private boolean primed;
    private long lastCount;
    private long lastNanos;

    FeedRate(FeedRecorder recorder, Ticker ticker) {
        this.recorder = recorder;
        this.ticker = ticker;
    }

    @Override
    public Reading read() {
        long nanos = ticker.nanos();
        long count = recorder.count();
        double seconds = (nanos - lastNanos) / 1e9;
        double rate = (count - lastCount) / seconds;
        if (primed && seconds <= 0) {
            // The values since the last reading stay for the next one.
            return Reading.absent("no time has passed to take a rate over");
        }
        boolean first = !primed;
        primed = true;
        lastCount = count;
        lastNanos = nanos;
        return first ? Reading.absent("no earlier reading to take a rate from") : Reading.of(rate);
    }
}
