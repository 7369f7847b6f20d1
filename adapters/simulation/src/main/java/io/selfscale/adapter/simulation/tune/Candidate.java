package io.selfscale.adapter.simulation.tune;

/**
 * A point that was tried.
 *
 * @param number order in which it was tried, from 0, which is what was given
 * @param point the point
 * @param score what it came to
 * @param isSound whether it could be recommended; of what did not look promising that was not found out
 */
public record Candidate(int number, Point point, Score score, boolean isSound) {}
