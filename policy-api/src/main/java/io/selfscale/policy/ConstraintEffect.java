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
 * @param detail the amounts it rests on, for the record, such as {@code 36 of 40 per hour}; may be empty
 */
public record ConstraintEffect(
        String constraint,
        int before,
        int after,
        ReasonCode reason,
        @Nullable Duration remaining,
        String detail) {
    public ConstraintEffect {
        Objects.requireNonNull(constraint, "constraint");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }

    /** Creates an effect without amounts. */
    public ConstraintEffect(String constraint, int before, int after, ReasonCode reason, @Nullable Duration remaining) {
        this(constraint, before, after, reason, remaining, "");
    }
}
