package io.selfscale.adapter.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a start has to wait after crashes: {@code min(max, first * 2^(n-1))} after the {@code n}-th crash in a row.
 *
 * <p>Crashes are in a row when the later start began after the earlier crash: several workers that die of one cause
 * count once. A worker that became ready after the last crash, and stayed so for {@code max}, ends the row. Not safe for
 * concurrent use.
 */
final class CrashBackoff {
    private static final int MAX_DOUBLINGS = 30;

    private final Duration first;
    private final Duration max;
    private int crashesInARow;
    private long lastCrashNanos;
    private long notBeforeNanos;

    CrashBackoff(Duration first, Duration max) {
        this.first = first;
        this.max = max;
    }

    /**
     * Notes a crash.
     *
     * @param launchedNanos when its start began, in ticker time
     * @param nowNanos now, in ticker time
     */
    void crashed(long launchedNanos, long nowNanos) {
        if (crashesInARow == 0 || launchedNanos - lastCrashNanos >= 0) {
            crashesInARow++;
        }
        lastCrashNanos = nowNanos;
        notBeforeNanos = nowNanos + TimeUnit.NANOSECONDS.convert(delay());
    }

    /**
     * Notes that a worker was ready from one moment until another.
     *
     * @param readyNanos when it became ready, in ticker time
     * @param untilNanos until when it was, in ticker time
     */
    void survived(long readyNanos, long untilNanos) {
        if (readyNanos - lastCrashNanos >= 0 && untilNanos - readyNanos >= TimeUnit.NANOSECONDS.convert(max)) {
            crashesInARow = 0;
        }
    }

    /** Returns how long a start has to wait from now on; zero if it does not. */
    Duration remaining(long nowNanos) {
        return crashesInARow == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, notBeforeNanos - nowNanos));
    }

    private Duration delay() {
        Duration delay = first;
        for (int n = 1; n < Math.min(crashesInARow, MAX_DOUBLINGS) && delay.compareTo(max) < 0; n++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(max) < 0 ? delay : max;
    }
}
