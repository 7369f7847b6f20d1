package io.selfscale.adapter.cli.demo.measure;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The share of the time just past in which each worker had something to do. */
public final class BusyShare {

    private final Duration window;
    private final Map<String, RateMeter> meters = new HashMap<>();
    private long lastNanos;

    /**
     * Creates a meter.
     *
     * @param window how far back it looks, positive; the time between two calls if that is longer
     * @param nanos elapsed time now
     */
    public BusyShare(Duration window, long nanos) {
        this.window = window;
        this.lastNanos = nanos;
    }

    /**
     * Returns the share in [0, 1] of the window, or of the time since it came, for each worker, in the given order.
     *
     * @param nanos elapsed time, after that of the last call
     * @param busyNanos cumulative busy time of each worker in nanoseconds, from 0 when it came
     */
    public Map<String, Double> at(long nanos, Map<String, Long> busyNanos) {
        meters.keySet().retainAll(busyNanos.keySet());
        Map<String, Double> shares = new LinkedHashMap<>();
        busyNanos.forEach((worker, busy) -> {
            double share = meter(worker).perSecond(nanos, busy) / 1e9;
            shares.put(worker, Math.max(0, Math.min(1, share)));
        });
        lastNanos = nanos;
        return shares;
    }

    private RateMeter meter(String worker) {
        return meters.computeIfAbsent(worker, id -> {
            RateMeter meter = new RateMeter(window);
            // It came after the last call, or it would have been there.
            meter.perSecond(lastNanos, 0);
            return meter;
        });
    }
}
