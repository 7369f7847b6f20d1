package io.selfscale.engine.spec;

import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.Objects;

/**
 * When a target goes to zero, and when it wakes. Needed where {@link ScalingTarget#min()} is 0; the count of a target
 * that is active is then at least 1.
 *
 * @param activity work under way and waiting, zero when there is nothing to do; a {@link SignalKind#TOTAL}
 * @param threshold the target is active while {@code activity} is above this, at least 0
 * @param idleAfter time of no activity, seen without a gap, after which it goes to zero; positive
 * @param workPerReplica activity that one replica is woken for, positive: its slots, times the allowed wait over the
 *     service time
 */
public record ActivationSpec(Signal activity, double threshold, Duration idleAfter, double workPerReplica) {

    public ActivationSpec {
        Objects.requireNonNull(activity, "activity");
        if (activity.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException(
                    "activity must be a TOTAL signal but " + activity + " is " + activity.kind());
        }
        if (!(threshold >= 0) || !Double.isFinite(threshold)) {
            throw new IllegalArgumentException("the activation threshold must be at least 0 but was " + threshold);
        }
        if (idleAfter.isNegative() || idleAfter.isZero()) {
            throw new IllegalArgumentException("idleAfter must be positive but was " + idleAfter);
        }
        if (!(workPerReplica > 0) || !Double.isFinite(workPerReplica)) {
            throw new IllegalArgumentException("workPerReplica must be positive but was " + workPerReplica);
        }
    }

    /** Returns an activation by any activity, going to zero after {@code idleAfter}, waking one replica. */
    public static ActivationSpec of(Signal activity, Duration idleAfter) {
        return new ActivationSpec(activity, 0, idleAfter, 1e9);
    }
}
