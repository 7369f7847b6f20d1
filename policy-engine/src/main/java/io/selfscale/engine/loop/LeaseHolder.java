package io.selfscale.engine.loop;

import io.selfscale.policy.spi.Lease;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes and renews the lease at each tick, if one is used, and knows whether it is held now. Its end is judged on the
 * ticker, from before the call that renewed it: a loop that was paused finds it expired when it wakes. Confined to the
 * scheduler thread; the lease is called on the I/O pool.
 */
final class LeaseHolder {

    private final @Nullable Lease lease;
    private final Duration length;
    private final Ticker ticker;
    private final Listeners listeners;
    private final GuardedCall<OptionalLong> call;
    private @Nullable CompletableFuture<OptionalLong> pending;
    private long startedNanos;
    private OptionalLong token = OptionalLong.empty();
    private long untilNanos;
    private boolean known;

    LeaseHolder(@Nullable Lease lease, Duration length, Ticker ticker, Executor executor, Listeners listeners) {
        this.lease = lease;
        this.length = length;
        this.ticker = ticker;
        this.listeners = listeners;
        this.call = new GuardedCall<>("lease", executor);
    }

    /** Starts to take or renew the lease; returns null if none is used or the last call has not returned yet. */
    @Nullable
    CompletableFuture<OptionalLong> start() {
        Lease used = lease;
        if (used == null || pending != null) {
            return null;
        }
        startedNanos = ticker.nanos();
        pending = call.start(() -> used.hold(length));
        return pending;
    }

    /** Takes the answer in, if it has arrived. Until then the lease is held for as long as it was last taken for. */
    void take() {
        CompletableFuture<OptionalLong> answer = pending;
        if (answer == null) {
            return;
        }
        if (!answer.isDone()) {
            if (ticker.nanos() - startedNanos >= length.toNanos()) {
                call.interrupt();
                listeners.failed("lease", "no answer within " + length.toMillis() + " ms");
            }
            return;
        }
        pending = null;
        try {
            OptionalLong answered = answer.join();
            if (answered == null) {
                throw new IllegalStateException("it returned null");
            }
            token = answered;
            untilNanos = startedNanos + length.toNanos();
            known = true;
            listeners.works("lease");
        } catch (RuntimeException e) {
            known = false;
            listeners.failed("lease", Failures.describe(e));
        }
    }

    /** Tells whether orders may be given: no lease is used, or it is held and the last call did not fail. */
    boolean isHeld() {
        return lease == null || (known && !isLost());
    }

    /** Tells whether somebody else may hold the lease. Not so while it is merely not known how to renew it. */
    boolean isLost() {
        return lease != null && (token.isEmpty() || ticker.nanos() - untilNanos >= 0);
    }

    /** Returns the fencing token, empty if no lease is used or it is not held. */
    OptionalLong token() {
        return lease != null && isHeld() ? token : OptionalLong.empty();
    }

    /** Gives the lease up, on the I/O pool; if a call hangs there, it expires by itself. */
    CompletableFuture<?> release() {
        Lease used = lease;
        known = false;
        if (used == null) {
            return CompletableFuture.completedFuture(OptionalLong.empty());
        }
        CompletableFuture<OptionalLong> released = call.start(() -> {
            used.close();
            return OptionalLong.empty();
        });
        if (released == null) {
            listeners.failed("lease", "not given up, because the last call has not returned; it expires by itself");
            return CompletableFuture.completedFuture(OptionalLong.empty());
        }
        return released.whenComplete((ignored, failure) -> {
            if (failure != null) {
                listeners.failed("lease", "not given up: " + Failures.describe(failure));
            }
        });
    }
}
