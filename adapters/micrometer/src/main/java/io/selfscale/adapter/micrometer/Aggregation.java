package io.selfscale.adapter.micrometer;

import io.selfscale.policy.Sample;
import java.util.List;

/** How several levels become one value. */
enum Aggregation {
    /** They do not: the user has not said how. */
    UNDECLARED,
    /** Their sum. */
    SUM,
    /** Their arithmetic mean. */
    MEAN;

    /**
     * Returns the value of all levels together. One unusable level makes it absent: a part is not the whole.
     *
     * @param levels at least one
     * @param what what they are the levels of, in words
     */
    Sample of(List<Level> levels, String what) {
        if (levels.size() > 1 && this == UNDECLARED) {
            return Sample.absent(levels.size() + " meters are named " + what
                    + ": narrow the tags, or say summed(), averaged() or byReplica(tag)");
        }
        double sum = 0;
        for (Level level : levels) {
            String problem = level.problem();
            if (problem != null) {
                return Sample.absent(problem);
            }
            sum += level.value();
        }
        return Sample.of(this == MEAN ? sum / levels.size() : sum);
    }
}
