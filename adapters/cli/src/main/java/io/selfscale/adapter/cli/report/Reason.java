package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.Action;
import io.selfscale.policy.Decision;

/** Why an action was taken, in a few words. */
final class Reason {

    static final String UNRECORDED = "This policy keeps no record of its decisions.";

    private Reason() {}

    /** Returns the reason with the policies that it came from, if the result is theirs and no constraint's. */
    static String of(Action action) {
        Decision decision = action.decision();
        if (decision == null) {
            return UNRECORDED;
        }
        String phrase = decision.reason().phrase();
        return decision.binding() != null || decision.combination().deciders().isEmpty()
                ? phrase
                : phrase + " (" + String.join(", ", decision.combination().deciders()) + ")";
    }
}
