package io.selfscale.adapter.simulation.figure;

/**
 * A count over time that changes in steps.
 *
 * @param seconds when each step begins, ascending, the first at 0
 * @param values the count from then on
 * @param endSeconds end of the last step
 */
record StepFunction(double[] seconds, int[] values, double endSeconds) {}
