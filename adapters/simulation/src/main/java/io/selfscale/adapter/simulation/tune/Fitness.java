package io.selfscale.adapter.simulation.tune;

import java.util.Comparator;

/**
 * How good a point is to the search: less is better of each.
 *
 * @param shortfall how far it is from being of interest; 0 if it is
 * @param cost money per hour
 * @param misses share of the requests not served in time
 */
record Fitness(double shortfall, double cost, double misses) implements Comparable<Fitness> {

    /** Worse than all others: what was not tried any more. */
    static final Fitness UNKNOWN =
            new Fitness(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Number of things that are weighed against one another. */
    static final int DIMENSIONS = 2;

    private static final Comparator<Fitness> ORDER = Comparator.comparingDouble(Fitness::shortfall)
            .thenComparingDouble(Fitness::cost)
            .thenComparingDouble(Fitness::misses)
            .reversed();

    /** What is looked for is of interest from so many times of what is allowed to so many times of it. */
    private static final double MOST_MISSES = 2;

    private static final double LEAST_MISSES = 1.0 / 3;
    private static final double MOST_COST = 1.25;
    private static final double LEAST_COST = 0.75;

    /** Returns how a score looks to a search for the neighbourhood of the best. */
    static Fitness of(Objective objective, Score score) {
        if (objective instanceof Objective.Cheapest cheapest) {
            double allowed = 1 - cheapest.share();
            return new Fitness(
                    Math.max(0, score.misses() - MOST_MISSES * allowed),
                    score.costPerHour(),
                    Math.max(LEAST_MISSES * allowed, score.misses()));
        }
        double allowed = ((Objective.MostInTime) objective).costPerHour();
        return new Fitness(
                Math.max(0, score.costPerHour() - MOST_COST * allowed),
                Math.max(LEAST_COST * allowed, score.costPerHour()),
                score.misses());
    }

    /** Greater is better, in an order that is total. */
    @Override
    public int compareTo(Fitness other) {
        return ORDER.compare(this, other);
    }

    /** Returns 1 if one dominates another, -1 if it is dominated, 0 if neither: what is of interest dominates what is not. */
    static int dominance(Fitness one, Fitness other) {
        if (one.shortfall != other.shortfall) {
            return one.shortfall < other.shortfall ? 1 : -1;
        }
        int cost = Double.compare(other.cost, one.cost);
        int misses = Double.compare(other.misses, one.misses);
        if (cost >= 0 && misses >= 0) {
            return cost > 0 || misses > 0 ? 1 : 0;
        }
        return cost <= 0 && misses <= 0 ? -1 : 0;
    }

    /** Compares one of the dimensions; greater is better. */
    static int compare(Fitness one, Fitness other, int dimension) {
        return Double.compare(other.element(dimension), one.element(dimension));
    }

    /** Returns how far apart two are in one dimension. */
    static double distance(Fitness one, Fitness other, int dimension) {
        double distance = other.element(dimension) - one.element(dimension);
        return Double.isNaN(distance) ? 0 : distance;
    }

    private double element(int dimension) {
        return dimension == 0 ? cost : misses;
    }
}
