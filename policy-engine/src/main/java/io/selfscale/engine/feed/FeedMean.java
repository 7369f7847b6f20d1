package io.selfscale.engine.feed;

import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.spi.MetricSource;

/** Mean of the values since the last reading. */
final class FeedMean implements MetricSource {

    private final FeedRecorder recorder;
    private final Sample idle;
    private long lastCount;
    private double lastSum;

    FeedMean(FeedRecorder recorder, Sample idle) {
        this.recorder = recorder;
        this.idle = idle;
    }

    @Override
    public Reading read() {
        long count = recorder.count();
        double sum = recorder.sum();
        long values = count - lastCount;
        // The sum is written first, so it can be ahead of the count by one value, never behind.
        double total = Math.max(0, sum - lastSum);
        if (values == 0) {
            return Reading.of(idle);
        }
        lastCount = count;
        lastSum = sum;
        return Reading.of(total / values);
    }
}
