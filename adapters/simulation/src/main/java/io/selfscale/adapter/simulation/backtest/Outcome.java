package io.selfscale.adapter.simulation.backtest;

import io.selfscale.adapter.simulation.figure.Figures;
import io.selfscale.adapter.simulation.world.RunRecord;

/**
 * What came out of one policy against one demand.
 *
 * @param policy name of the policy
 * @param setting what it was tried against
 * @param run everything that the run left
 * @param figures what it comes to
 * @param wallSeconds how long the run took
 */
public record Outcome(String policy, Setting setting, RunRecord run, Figures figures, double wallSeconds) {}
