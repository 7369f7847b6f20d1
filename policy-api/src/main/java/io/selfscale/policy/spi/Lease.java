package io.selfscale.policy.spi;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The right to give orders for one scaling target, held by at most one autoscaler at a time.
 *
 * <p>A lease expires unless it is renewed. Each holder gets a <em>fencing token</em> greater than every token before;
 * an order carries it, and a pool that knows a greater one refuses the order, so that a holder that was paused and
 * wakes up late does no harm. Called on one thread at a time, of the control loop's I/O pool; may block.
 */
public interface Lease extends AutoCloseable {

    /**
     * Takes the lease if it is free or expired, or renews it if it is held by this.
     *
     * @param length how long it is to last from now on, positive
     * @return the fencing token, the same as long as the lease is held without a gap; empty if another one holds it
     * @throws IOException if it is not known who holds it; the loop then gives no order
     */
    OptionalLong hold(Duration length) throws IOException;

    /** Gives the lease up if it is held by this; idempotent. */
    @Override
    void close() throws IOException;
}
