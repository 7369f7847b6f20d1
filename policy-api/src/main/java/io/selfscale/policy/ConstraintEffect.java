package io.selfscale.policy;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A constraint that changed the count.
 *
 * @param constraint its name
 * @param before count that came in
 * @param after count that went out
 * @param reason why
 * @param remaining time until it lets go at the earliest, or null if it does not depend on time
 */
public record ConstraintEffect(
        String constraint,
        int before,
        int after,
        ReasonCode reason,
        @Nullable Duration remaining) {
    public ConstraintEffect {
        Objects.requireNonNull(constraint, "constraint");
        Objects.requireNonNull(reason, "reason");
    }
}
