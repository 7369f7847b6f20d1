package io.selfscale.engine.state;

import io.selfscale.policy.Direction;
import java.util.Objects;

/**
 * The last change of the requested count.
 *
 * @param direction which way, {@link Direction#NONE} if there was none
 * @param decidedNanos control time of the decision
 * @param pending whether its replicas are still awaited
 * @param settledNanos control time when it took effect; 0 while pending or without a change
 * @param outSettledNanos control time when the last scale-out took effect, or -1 if there was none
 */
public record LastChange(
        Direction direction, long decidedNanos, boolean pending, long settledNanos, long outSettledNanos) {

    public LastChange {
        Objects.requireNonNull(direction, "direction");
    }

    static LastChange none() {
        return new LastChange(Direction.NONE, 0, false, 0, -1);
    }

    /** Returns the change that was just decided. */
    public LastChange decided(Direction next, long nanos) {
        return new LastChange(next, nanos, true, 0, next == Direction.OUT ? nanos : outSettledNanos);
    }

    /** Returns this change after it took effect. */
    public LastChange settled(long nanos) {
        return new LastChange(
                direction, decidedNanos, false, nanos, direction == Direction.OUT ? nanos : outSettledNanos);
    }

    /** Returns the control time from which measurements describe the present size; see {@code View}. */
    public long unchangedSinceNanos() {
        return pending ? Long.MAX_VALUE : settledNanos;
    }
}
