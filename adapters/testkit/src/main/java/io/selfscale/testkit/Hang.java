package io.selfscale.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where calls block until they are interrupted or let go. Safe for concurrent use. */
final class Hang {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Blocks the calling thread. */
    void enter() throws InterruptedException {
        entered.countDown();
        released.await();
    }

    /** Lets every call go, present and future. */
    void release() {
        released.countDown();
    }

    /** Waits until a call has blocked here. */
    void awaitEntered(Duration timeout) throws InterruptedException {
        if (!entered.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("nothing hung within " + timeout);
        }
    }
}
