package io.selfscale.adapter.simulation.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a search found.
 *
 * @param parameters what was varied; copied
 * @param given what there was before
 * @param best the best point
 * @param tried every point that was tried, in order; copied
 * @param discarded points that made no sense, and were not tried
 * @param sensitivities what a change of one parameter of the best point would do; empty if the search was stopped; copied
 * @param end why it ended
 */
public record Found(
        List<Parameter> parameters,
        Candidate given,
        Candidate best,
        List<Candidate> tried,
        int discarded,
        List<Sensitivity> sensitivities,
        End end) {

    /** Why a search ended. */
    public enum End {
        /** As many points as were allowed have been tried, or there is nothing new to try. */
        DONE,
        /** Time was over. */
        TIME,
        /** It was stopped. */
        STOPPED
    }

    public Found {
        parameters = List.copyOf(parameters);
        tried = List.copyOf(tried);
        sensitivities = List.copyOf(sensitivities);
    }

    /** Returns the points for which there is none that is both cheaper and better, the cheapest first; of those that could be recommended. */
    public List<Candidate> front() {
        List<Candidate> byCost = new ArrayList<>(tried);
        byCost.removeIf(candidate -> candidate.score().isAbandoned() || !candidate.isSound());
        byCost.sort(Comparator.comparingDouble(
                        (Candidate candidate) -> candidate.score().costPerHour())
                .thenComparingDouble(candidate -> -candidate.score().attainment())
                .thenComparing(candidate -> !candidate.equals(best))
                .thenComparingInt(Candidate::number));
        List<Candidate> front = new ArrayList<>();
        double best = -1;
        for (Candidate candidate : byCost) {
            if (candidate.score().attainment() > best) {
                front.add(candidate);
                best = candidate.score().attainment();
            }
        }
        return List.copyOf(front);
    }

    /** Returns the number of points whose runs were given up. */
    public int abandoned() {
        return (int) tried.stream()
                .filter(candidate -> candidate.score().isAbandoned())
                .count();
    }
}
