package io.selfscale.adapter.simulation.backtest;

import io.selfscale.adapter.simulation.figure.Figures;
import io.selfscale.adapter.simulation.world.RunRecord;
import java.util.Objects;

/**
 * What came out of one policy against one demand.
 *
 * @param policy name of the policy
 * @param setting what it was tried against
 * @param run everything that the run left
 * @param figures what it comes to
 * @param wallSeconds how long the run took, without the search of a policy that searches
 * @param note what is to be known beside the figures, such as what a search found; empty for nothing
 */
public record Outcome(String policy, Setting setting, RunRecord run, Figures figures, double wallSeconds, String note) {
    public Outcome {
        Objects.requireNonNull(note, "note");
    }

    /** Creates an outcome of which nothing more is to be known. */
    public Outcome(String policy, Setting setting, RunRecord run, Figures figures, double wallSeconds) {
        this(policy, setting, run, figures, wallSeconds, "");
    }
}
