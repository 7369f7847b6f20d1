package io.selfscale.engine.loop;

import io.selfscale.policy.spi.Ticker;

/** Control time: nanoseconds that begin at a given value, never run backward, and do not wrap. Confined to one thread. */
final class ControlTime {

    private final Ticker ticker;
    private long lastTick;
    private long nanos;

    ControlTime(Ticker ticker, long begin) {
        this.ticker = ticker;
        this.lastTick = ticker.nanos();
        this.nanos = begin;
    }

    long nanos() {
        long tick = ticker.nanos();
        long elapsed = tick - lastTick;
        if (elapsed > 0) {
            nanos += elapsed;
            lastTick = tick;
        }
        return nanos;
    }
}
