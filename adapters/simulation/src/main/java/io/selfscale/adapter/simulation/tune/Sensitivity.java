package io.selfscale.adapter.simulation.tune;

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

    /** Tells whether a point beside another is better by more than next to nothing, and could be recommended. */
    public static boolean isBetter(Objective objective, Candidate beside, Candidate centre) {
        return beside.isSound() && Neighbourhood.isClearlyBetter(objective, beside.score(), centre.score());
    }
}
