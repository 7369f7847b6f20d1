package io.selfscale.engine.journal;

import io.selfscale.policy.Observation;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of a journal, as far as a decision can be computed again from it. */
public sealed interface JournalEntry {

    /**
     * What decides from here on; followed by the state in its terms.
     *
     * @param wallTime when
     * @param text the specification, as the application wrote it: a policy file, for instance
     */
    record Specification(Instant wallTime, String text) implements JournalEntry {}

    /**
     * A decision.
     *
     * @param observation what it rests on
     * @param decision the record as it was written, or null if it repeats the last one
     */
    record Decided(Observation observation, @Nullable Map<?, ?> decision) implements JournalEntry {}

    /**
     * A state.
     *
     * @param state as text; see {@code StateCodec}
     */
    record Snapshot(String state) implements JournalEntry {}

    /**
     * The outcome of an order; it is part of the next observation too.
     *
     * @param outcome as it was written
     */
    record Outcome(Map<?, ?> outcome) implements JournalEntry {}
}
