package io.selfscale.adapter.cli.demo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock of processor time that advances by a fixed step at each look, and tells how often it was looked at. */
final class FakeCpuClock implements LongSupplier {

    private final long stepNanos;
    private final AtomicLong nanos = new AtomicLong();
    private final Semaphore looks = new Semaphore(0);

    FakeCpuClock(long stepNanos) {
        this.stepNanos = stepNanos;
    }

    @Override
    public long getAsLong() {
        looks.release();
        return nanos.getAndAdd(stepNanos);
    }

    void awaitLooks(int count) throws InterruptedException {
        assertThat(looks.tryAcquire(count, 60, TimeUnit.SECONDS)).isTrue();
    }
}
