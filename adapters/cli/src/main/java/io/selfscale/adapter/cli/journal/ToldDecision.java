package io.selfscale.adapter.cli.journal;

import io.selfscale.engine.journal.RecomputedDecision;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A decision as a journal tells of it.
 *
 * @param line number of its line, from 1 on
 * @param observation what it rests on
 * @param recorded the record, or null if it repeats the one before
 * @param again the same decision computed again, or null if that is not possible
 */
public record ToldDecision(
        int line,
        Observation observation,
        @Nullable Decision recorded,
        @Nullable RecomputedDecision again) {

    /** Returns the record, else what was computed again, else null. */
    public @Nullable Decision decision() {
        if (recorded != null) {
            return recorded;
        }
        return again == null ? null : again.decision();
    }

    /** Tells whether it changed the count. */
    public boolean isChange() {
        return recorded != null && recorded.from() != recorded.to();
    }
}
