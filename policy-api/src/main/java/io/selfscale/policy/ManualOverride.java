package io.selfscale.policy;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision of a person that stands above every policy until it expires or is lifted. It is part of the state, survives
 * a restart and is named in every record it changes.
 *
 * @param id unique among the overrides of a target; not blank
 * @param kind what it does
 * @param replicas the count to set, at least 0; used by {@link Kind#EXACT} only
 * @param author who decided, for the record; not blank
 * @param reason why, for the record
 * @param length how long it lasts, positive, or null if it lasts until it is lifted
 */
public record ManualOverride(
        String id,
        Kind kind,
        int replicas,
        String author,
        String reason,
        @Nullable Duration length) {

    /** What an override does. */
    public enum Kind {
        /** No scale-out. */
        PAUSE_OUT,
        /** No scale-in. */
        PAUSE_IN,
        /** No change of the count; replicas that end are still replaced. */
        HOLD,
        /** A count set by hand, within the bounds of the target. */
        EXACT,
        /** No change of the count and no order at all: everything stays as it is. */
        KILL_SWITCH
    }

    public ManualOverride {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
        if (id.isBlank() || author.isBlank()) {
            throw new IllegalArgumentException(
                    "id and author of an override must not be blank but were '" + id + "', '" + author + "'");
        }
        if (replicas < 0) {
            throw new IllegalArgumentException("the replicas of an override must be at least 0 but were " + replicas);
        }
        if (length != null && (length.isNegative() || length.isZero())) {
            throw new IllegalArgumentException("the length of an override must be positive but was " + length);
        }
    }
}
