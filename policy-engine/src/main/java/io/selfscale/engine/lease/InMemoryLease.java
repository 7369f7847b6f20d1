package io.selfscale.engine.lease;

import io.selfscale.policy.spi.Lease;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A lease among autoscalers of one process: each has a lease of its own over the same register. Tokens begin at 1 with
 * each register. Safe for concurrent use.
 */
public final class InMemoryLease implements Lease {

    private final Register register;
    private boolean closed;

    /** Creates a contender for the lease of a register. */
    public InMemoryLease(Register register) {
        this.register = register;
    }

    @Override
    public OptionalLong hold(Duration length) throws IOException {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("the length of a lease must be positive but was " + length);
        }
        synchronized (register) {
            if (closed) {
                throw new IOException("the lease was closed");
            }
            return register.hold(this, length.toNanos());
        }
    }

    @Override
    public void close() {
        synchronized (register) {
            closed = true;
            register.release(this);
        }
    }

    /** Who holds the lease. Safe for concurrent use. */
    public static final class Register {

        private final Ticker ticker;
        private @Nullable InMemoryLease holder;
        private long token;
        private long untilNanos;

        /**
         * Creates the register of a lease that nobody holds.
         *
         * @param ticker what leases expire on
         */
        public Register(Ticker ticker) {
            this.ticker = ticker;
        }

        private OptionalLong hold(InMemoryLease contender, long lengthNanos) {
            long now = ticker.nanos();
            boolean expired = holder == null || now - untilNanos >= 0;
            if (!expired && !contender.equals(holder)) {
                return OptionalLong.empty();
            }
            if (expired) {
                token++;
                holder = contender;
            }
            untilNanos = now + lengthNanos;
            return OptionalLong.of(token);
        }

        private void release(InMemoryLease contender) {
            if (contender.equals(holder)) {
                holder = null;
            }
        }
    }
}
