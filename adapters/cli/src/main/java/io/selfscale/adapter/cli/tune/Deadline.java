package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.simulation.tune.Candidate;
import io.selfscale.adapter.simulation.tune.Watch;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of one search. It ends early enough that what was found can still be looked at closely: the runs for that are
 * reckoned to take as long as those before them did. Safe for concurrent use.
 */
final class Deadline implements Watch {

    private final Ticker ticker;
    private final long begin;
    private final long nanos;
    private final int later;
    private final BooleanSupplier isStopped;
    private final Progress progress;
    private final AtomicInteger tried = new AtomicInteger();

    /**
     * Creates it; the time begins now.
     *
     * @param time how long it may take in all
     * @param later runs that are to be made after it
     */
    Deadline(Ticker ticker, Duration time, int later, BooleanSupplier isStopped, Progress progress) {
        this.ticker = ticker;
        this.begin = ticker.nanos();
        this.nanos = time.toNanos();
        this.later = later;
        this.isStopped = isStopped;
        this.progress = progress;
    }

    @Override
    public boolean isStopped() {
        return isStopped.getAsBoolean();
    }

    @Override
    public boolean isTimeOver() {
        return timeShare() >= 1;
    }

    @Override
    public double timeShare() {
        long passed = ticker.nanos() - begin;
        int runs = tried.get();
        return runs == 0 ? 0 : passed / Math.max(1, nanos - passed / (double) runs * later);
    }

    @Override
    public void tried(int points, @Nullable Candidate best) {
        tried.set(points);
        progress.tried(points, best, Math.min(1, timeShare()));
    }
}
