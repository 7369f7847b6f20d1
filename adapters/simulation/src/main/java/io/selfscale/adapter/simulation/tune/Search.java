package io.selfscale.adapter.simulation.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Searches for a better point: first what is given and points spread evenly over the space, half of them near to what is
 * given; then evolution towards what is cheap and good; then steps of one parameter at a time from the best point. At last
 * it takes back the changes that bring nothing.
 *
 * <p>What it finds depends on its arguments alone, and not on the number of threads, unless time runs out or it is stopped.
 */
public final class Search {

    private static final double EVOLUTION = 0.6;
    private static final int LARGEST_GENERATION = 40;
    private static final int SMALLEST_GENERATION = 8;

    /** How far from what is given half of the first points are at most, as a share of the range. */
    private static final double NEAR = 0.2;

    private final List<Parameter> parameters;
    private final int most;
    private final SplittableRandom random;
    private final Attempts attempts;
    private final Neighbourhood neighbourhood;
    private final Evolution evolution;
    private final int generation;

    private Search(
            List<Parameter> parameters,
            Objective objective,
            Trial trial,
            int most,
            long seed,
            Workers workers,
            Watch watch) {
        this.parameters = List.copyOf(parameters);
        this.most = most;
        this.random = new SplittableRandom(seed);
        this.attempts = new Attempts(this.parameters, objective, trial, workers, watch);
        this.neighbourhood = new Neighbourhood(this.parameters, objective, attempts);
        this.generation = Math.max(SMALLEST_GENERATION, Math.min(LARGEST_GENERATION, most / 10));
        this.evolution = new Evolution(this.parameters, objective, attempts, random, generation);
    }

    /**
     * Searches.
     *
     * @param parameters what may be varied; at least one
     * @param most points to try, at least 1; those beside the best point are tried beyond that
     * @return what it found, or null if it is stopped before what is given has been tried
     */
    public static @Nullable Found run(
            List<Parameter> parameters,
            Objective objective,
            Trial trial,
            int most,
            long seed,
            Workers workers,
            Watch watch) {
        if (parameters.isEmpty() || most < 1) {
            throw new IllegalArgumentException(
                    "a search needs a parameter and a point to try but had " + parameters.size() + " and " + most);
        }
        return new Search(parameters, objective, trial, most, seed, workers, watch).run();
    }

    private @Nullable Found run() {
        Candidate given = attempts.tryGiven();
        if (given == null) {
            return null;
        }
        attempts.tryAll(attempts.sensible(spread()), most);
        evolution.add(attempts.all());
        evolution.run((int) Math.ceil(most * EVOLUTION), most, EVOLUTION);
        int before = attempts.size();
        neighbourhood.climb(most);
        // What is left of the points, if nothing better is near.
        evolution.add(attempts.all().subList(before, attempts.size()));
        evolution.run(most, most, /* timeShare= */ 1);
        Found.End end =
                attempts.isStopped() ? Found.End.STOPPED : attempts.isHurried() ? Found.End.TIME : Found.End.DONE;
        Candidate best = attempts.best() == null ? given : attempts.best();
        List<Sensitivity> sensitivities = List.of();
        if (end != Found.End.STOPPED) {
            neighbourhood.settle();
            Neighbourhood.Surveyed surveyed = neighbourhood.survey(Objects.requireNonNullElse(attempts.best(), best));
            best = surveyed.centre();
            sensitivities = surveyed.sensitivities();
            end = attempts.isStopped() ? Found.End.STOPPED : end;
        }
        return new Found(parameters, given, best, attempts.all(), attempts.discarded(), sensitivities, end);
    }

    /** Returns points of two Latin hypercubes: of each parameter, every part of its range has one point in it. */
    private List<Point> spread() {
        int half = Math.min(generation, most) / 2;
        List<Point> points = new ArrayList<>();
        double[] given = Point.given(parameters).units(parameters);
        for (double[] units : hypercube(half)) {
            for (int i = 0; i < units.length; i++) {
                units[i] = Math.max(0, Math.min(1, given[i] + NEAR * (2 * units[i] - 1)));
                if (parameters.get(i).scale() == Scale.SWITCH) {
                    units[i] = given[i];
                }
            }
            points.add(Point.at(parameters, units));
        }
        for (double[] units : hypercube(half)) {
            points.add(Point.at(parameters, units));
        }
        return points;
    }

    private double[][] hypercube(int size) {
        double[][] points = new double[size][parameters.size()];
        for (int parameter = 0; parameter < parameters.size(); parameter++) {
            int[] order = new int[size];
            for (int i = 0; i < size; i++) {
                int other = random.nextInt(i + 1);
                order[i] = order[other];
                order[other] = i;
            }
            for (int i = 0; i < size; i++) {
                points[i][parameter] = (order[i] + random.nextDouble()) / size;
            }
        }
        return points;
    }
}
