package io.selfscale.engine.lint.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A sequence of changes that repeats for ever under a constant load.
 *
 * @param from size at which the run began
 * @param load the constant load, in replicas' worth: divided by the ready replicas it is 1 where signals are at their
 *     references; positive
 * @param startup start-up time in the model, not negative
 * @param changes one round, the first change first; not empty; copied
 * @param period time of one round, positive
 * @param guarded true if only the consolidation check of threshold bands keeps the count from this cycle: the rules as
 *     they are written have it, the running target does not
 */
public record LimitCycle(
        int from, double load, Duration startup, List<Change> changes, Duration period, boolean guarded) {

    /**
     * One change of the count.
     *
     * @param at time since the first change of the round, not negative
     * @param before requested before
     * @param after requested from then on
     */
    public record Change(Duration at, int before, int after) {
        public Change {
            Objects.requireNonNull(at, "at");
        }
    }

    public LimitCycle {
        changes = List.copyOf(changes);
        if (changes.isEmpty() || !(load > 0) || period.isNegative() || startup.isNegative()) {
            throw new IllegalArgumentException("a limit cycle needs changes, a positive load and times that are not"
                    + " negative but had " + changes + ", " + load + ", " + startup + ", " + period);
        }
    }

    /** Returns the sizes that it runs through, the first one again at the end, such as {@code 1 -> 2 -> 1}. */
    public String sequence() {
        return changes.get(0).before()
                + changes.stream().map(change -> " -> " + change.after()).collect(Collectors.joining());
    }
}
