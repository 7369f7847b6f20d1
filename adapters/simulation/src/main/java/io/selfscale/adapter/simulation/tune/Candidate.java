package io.selfscale.adapter.simulation.tune;

/**
 * A point that was tried.
 *
 * @param number order in which it was tried, from 0, which is what was given
 * @param point the point
 * @param score what it came to
 */
public record Candidate(int number, Point point, Score score) {}
