package io.selfscale.inference.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** How many native objects of a group are not released yet. Safe for concurrent use. */
final class HandleCount {
    private final AtomicInteger open = new AtomicInteger();

    void opened() {
        open.incrementAndGet();
    }

    void released() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
