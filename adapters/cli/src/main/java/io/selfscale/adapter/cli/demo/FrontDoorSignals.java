package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.gateway.GatewaySnapshot;
import io.selfscale.adapter.cli.demo.gateway.RecentLatency;
import io.selfscale.adapter.cli.demo.gateway.WorkerCounters;
import io.selfscale.adapter.cli.demo.measure.BusyShare;
import io.selfscale.adapter.cli.demo.measure.CapacityEstimate;
import io.selfscale.adapter.cli.demo.measure.RateMeter;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the autoscaler is shown of the front door. Every signal is absent until the load begins, so that nothing is
 * decided on the grounds of the measurements before it. Each method is called by one thread at a time.
 */
final class FrontDoorSignals {

    /** Share of the time in which a worker had a request; stands in the place of GPU utilization. */
    static final Signal BUSY = Signal.ratio("busy_share");

    /** Mean latency of the answers of the last second. */
    static final Signal LATENCY = Signal.duration("latency");

    /** Requests inside, waiting ones included, for each ready worker. */
    static final Signal CONNECTIONS = Signal.perReplica("connections", "connections");

    /** Requests that arrive in a second. */
    static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");

    /** Requests that wait for a worker. */
    static final Signal BACKLOG = Signal.total("backlog", "requests");

    /** Requests that a worker serves in a second, if it always has one. */
    static final Signal CAPACITY = Signal.perReplica("capacity", "requests/s");

    /** How far back rates and latency look: several requests of one worker, at a tenth of a second each. */
    static final Duration RECENT = Duration.ofSeconds(1);

    /** The front door measures latency in steps of this. */
    private static final Duration LEAST_TRAILING = Duration.ofMillis(50);

    private static final Reading TOO_EARLY = Reading.absent("the load has not begun");

    /** The meters that begin together with the load. */
    private record Meters(
            long beganNanos, BusyShare busy, RateMeter arrivals, CapacityEstimate capacity, Work before) {}

    /** What all workers have done so far. */
    private record Work(long completed, long busyNanos) {

        static Work of(GatewaySnapshot snapshot) {
            long completed = 0;
            long busyNanos = 0;
            for (WorkerCounters worker : snapshot.workers().values()) {
                completed += worker.completed();
                busyNanos += worker.busyNanos();
            }
            return new Work(completed, busyNanos);
        }
    }

    private final Supplier<GatewaySnapshot> frontDoor;
    private final Function<Duration, RecentLatency> meanLatency;
    private final IntSupplier ready;
    private final Ticker ticker;
    private volatile @Nullable Meters meters;
    private @Nullable Work seen;

    /**
     * Creates signals that are absent.
     *
     * @param frontDoor its counters
     * @param meanLatency tells the mean latency of a stretch of time just past
     * @param ready workers in use
     * @param ticker measures elapsed time
     */
    FrontDoorSignals(
            Supplier<GatewaySnapshot> frontDoor,
            Function<Duration, RecentLatency> meanLatency,
            IntSupplier ready,
            Ticker ticker) {
        this.frontDoor = frontDoor;
        this.meanLatency = meanLatency;
        this.ready = ready;
        this.ticker = ticker;
    }

    /**
     * Begins to measure.
     *
     * @param capacity what was measured beforehand
     */
    void begin(CapacityEstimate capacity) {
        GatewaySnapshot now = frontDoor.get();
        long nanos = ticker.nanos();
        BusyShare busy = new BusyShare(RECENT, nanos);
        busy.at(nanos, busyNanos(now));
        RateMeter arrivals = new RateMeter(RECENT);
        arrivals.perSecond(nanos, now.offered());
        meters = new Meters(nanos, busy, arrivals, capacity, Work.of(now));
    }

    /**
     * Returns the mean latency of the time just past in seconds, 0 if nothing was answered and nothing waits. What was
     * answered before the load began does not count. Safe for concurrent use.
     */
    double latencySeconds() {
        Meters begun = meters;
        if (begun == null) {
            return 0;
        }
        Duration running = Duration.ofNanos(ticker.nanos() - begun.beganNanos());
        if (running.compareTo(LEAST_TRAILING) < 0) {
            return 0;
        }
        Duration trailing = running.compareTo(RECENT) > 0 ? RECENT : running;
        return Durations.seconds(meanLatency.apply(trailing).value());
    }

    Reading busyShare() {
        Meters begun = meters;
        if (begun == null) {
            return TOO_EARLY;
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        begun.busy()
                .at(ticker.nanos(), busyNanos(frontDoor.get()))
                .forEach((worker, share) -> samples.put(worker, Sample.of(share)));
        return Reading.byReplica(samples);
    }

    Reading latency() {
        return meters == null ? TOO_EARLY : Reading.of(latencySeconds());
    }

    Reading connections() {
        if (meters == null) {
            return TOO_EARLY;
        }
        GatewaySnapshot now = frontDoor.get();
        return Reading.of((double) (now.inFlight() + now.queueLength()) / Math.max(ready.getAsInt(), 1));
    }

    Reading arrivals() {
        Meters begun = meters;
        return begun == null
                ? TOO_EARLY
                : Reading.of(begun.arrivals()
                        .perSecond(ticker.nanos(), frontDoor.get().offered()));
    }

    Reading backlog() {
        return meters == null ? TOO_EARLY : Reading.of(frontDoor.get().queueLength());
    }

    Reading capacity() {
        Meters begun = meters;
        if (begun == null) {
            return TOO_EARLY;
        }
        Work before = seen == null ? begun.before() : seen;
        Work now = Work.of(frontDoor.get());
        seen = now;
        begun.capacity().add(now.completed() - before.completed(), (now.busyNanos() - before.busyNanos()) / 1e9);
        return Reading.of(begun.capacity().perSecond());
    }

    private static Map<String, Long> busyNanos(GatewaySnapshot snapshot) {
        Map<String, Long> busy = new LinkedHashMap<>();
        snapshot.workers().forEach((worker, counters) -> busy.put(worker, counters.busyNanos()));
        return busy;
    }
}
