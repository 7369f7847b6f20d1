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
 * @param note what is to be known beside the figures, such as what a search found; empty for nothing
 */
public record Outcome(String policy, Setting setting, RunRecord run, Figures figures, String note) {
    public Outcome {
        Objects.requireNonNull(note, "note");
    }
}
