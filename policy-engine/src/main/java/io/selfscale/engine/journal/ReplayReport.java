package io.selfscale.engine.journal;

import java.util.List;

/**
 * What a replay of a journal came to.
 *
 * @param recomputed decisions computed again
 * @param changes those of them that changed the count
 * @param states snapshots compared with the state that the replay had come to
 * @param lives times the journal begins anew, from a snapshot or, without one, from nothing: starts, restarts, changes of
 *     the specification
 * @param differing decisions and snapshots that differ from the record
 * @param differences the first {@value JournalReplay#MOST_LISTED} of them; copied
 * @param skipped what could not be computed again, and why; copied
 */
public record ReplayReport(
        int recomputed,
        int changes,
        int states,
        int lives,
        int differing,
        List<Difference> differences,
        List<Skipped> skipped) {

    public ReplayReport {
        differences = List.copyOf(differences);
        skipped = List.copyOf(skipped);
    }

    /**
     * A recorded line that the replay does not reproduce.
     *
     * @param line its number, from 1 on
     * @param field the first field that differs, such as {@code constraints[0].after}
     * @param recorded what the journal says, as JSON, or {@code nothing}
     * @param recomputed what the replay says, as JSON, or {@code nothing}
     */
    public record Difference(int line, String field, String recorded, String recomputed) {

        /** Returns this in one line. */
        public String text() {
            return "line " + line + ": " + field + " was " + recorded + ", is " + recomputed;
        }
    }

    /**
     * Decisions that could not be computed again.
     *
     * @param line number of the first line of them, from 1 on
     * @param decisions how many
     * @param reason why
     */
    public record Skipped(int line, int decisions, String reason) {}

    /** Tells whether every decision was computed again and none differs. */
    public boolean isEqual() {
        return differing == 0 && skipped.isEmpty() && recomputed > 0;
    }
}
