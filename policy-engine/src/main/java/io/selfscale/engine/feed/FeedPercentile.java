package io.selfscale.engine.feed;

import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.spi.MetricSource;

/** Nearest-rank percentile of the values since the last reading. */
final class FeedPercentile implements MetricSource {

    private final FeedRecorder recorder;
    private final double share;
    private final Sample idle;
    private long[] last = new long[FeedRecorder.CELLS];
    private long[] now = new long[FeedRecorder.CELLS];
    private long lastCount;

    FeedPercentile(FeedRecorder recorder, double share, Sample idle) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a percentile must be in (0, 1] but was " + share);
        }
        this.recorder = recorder;
        this.share = share;
        this.idle = idle;
    }

    @Override
    public Reading read() {
        long count = recorder.copyTo(now);
        long values = count - lastCount;
        if (values == 0) {
            return Reading.of(idle);
        }
        long rank = Math.max(1, (long) Math.ceil(share * values - 1e-9));
        long seen = 0;
        int cell = 0;
        while (cell < FeedRecorder.CELLS - 1) {
            seen += now[cell] - last[cell];
            if (seen >= rank) {
                break;
            }
            cell++;
        }
        long[] swap = last;
        last = now;
        now = swap;
        lastCount = count;
        return Reading.of(FeedRecorder.valueOf(cell));
    }
}
