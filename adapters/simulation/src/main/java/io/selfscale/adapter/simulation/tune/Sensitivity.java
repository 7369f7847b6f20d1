package io.selfscale.adapter.simulation.tune;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of one parameter, and of nothing else, would do.
 *
 * @param parameter what is changed
 * @param less the next lower value, or null at the lower end of its range or where it makes no sense
 * @param more the next higher value, or null at the upper end of its range or where it makes no sense
 */
public record Sensitivity(
        Parameter parameter,
        @Nullable Candidate less,
        @Nullable Candidate more) {

    /** Returns both that there are. */
    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>(2);
        if (less != null) {
            candidates.add(less);
        }
        if (more != null) {
            candidates.add(more);
        }
        return candidates;
    }
}
