package io.selfscale.engine.policy;

import io.selfscale.engine.window.BucketRing;
import io.selfscale.engine.window.BucketWindow;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A view of a signal that has had one value for ever, with bounds from 0 on, which no target has yet. */
record PlainView(Signal signal, double value, int requested, int ready, long nanos) implements View {

    private static final long SECOND = 1_000_000_000L;

    PlainView(Signal signal, double value, int requested, int ready) {
        this(signal, value, requested, ready, 10_000 * SECOND);
    }

    PlainView later(Duration duration) {
        return new PlainView(signal, value, requested, ready, nanos + duration.toNanos());
    }

    @Override
    public Instant wallTime() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public int min() {
        return 0;
    }

    @Override
    public int max() {
        return 100;
    }

    @Override
    public int inFlight() {
        return Math.max(0, requested - ready);
    }

    @Override
    public List<Replica> replicas() {
        return IntStream.range(0, ready)
                .mapToObj(i -> new Replica(
                        "r" + i, "default", ReplicaState.READY, Duration.ofHours(1), Duration.ofHours(1), null))
                .toList();
    }

    @Override
    public Duration startupTime(double share) {
        return Duration.ZERO;
    }

    @Override
    public @Nullable Demand demand() {
        return null;
    }

    @Override
    public Sample current(Signal asked) {
        return Sample.of(value);
    }

    @Override
    public Reading reading(Signal asked) {
        return Reading.of(value);
    }

    @Override
    public Window window(Signal asked, Duration span) {
        BucketRing ring = BucketRing.empty(SECOND, (int) span.toSeconds() + 1);
        for (long at = nanos - span.toNanos(); at <= nanos; at += SECOND) {
            ring = ring.with(at, value, /* complete= */ true);
        }
        return BucketWindow.of(ring, span, nanos);
    }

    @Override
    public long unchangedSinceNanos() {
        return 0;
    }

    @Override
    public long observedSinceNanos() {
        return 0;
    }
}
