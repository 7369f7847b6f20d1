package io.selfscale.adapter.simulation.tune;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points that differ from one in one parameter alone. */
final class Neighbourhood {

    /** Where parameters range from a quarter to four times of a value, a step to 1.25 times of it. */
    static final double STEP = 0.08;

    /** Share of what is to be made small that a change must bring. */
    private static final double NEXT_TO_NOTHING = 0.005;

    private static final int MOST_SURVEYS = 4;

    private final List<Parameter> parameters;
    private final Objective objective;
    private final Attempts attempts;

    Neighbourhood(List<Parameter> parameters, Objective objective, Attempts attempts) {
        this.parameters = parameters;
        this.objective = objective;
        this.attempts = attempts;
    }

    /** Goes from the best point to better ones in shorter and shorter steps, until so many points have been tried. */
    void climb(int most) {
        double step = STEP;
        while (step >= STEP / 4 && attempts.size() < most && !attempts.isOver()) {
            Candidate from = attempts.best();
            if (from == null) {
                return;
            }
            List<Point> beside = new ArrayList<>();
            for (int i = 0; i < parameters.size(); i++) {
                for (double value : parameters.get(i).beside(from.point().value(i), step)) {
                    beside.add(from.point().with(i, value));
                }
            }
            attempts.check(beside);
            beside.removeIf(point -> !attempts.isAllowed(point));
            attempts.tryAll(beside, most);
            Point together = together(from, beside);
            attempts.check(List.of(together));
            if (attempts.isAllowed(together)) {
                attempts.tryAll(List.of(together), most);
            }
            step = from.equals(attempts.best()) ? step / 2 : Math.min(2 * STEP, step * 1.5);
        }
    }

    /** Returns the point with every change that alone was for the better; of two of one parameter the better. */
    private Point together(Candidate from, List<Point> beside) {
        Point together = from.point();
        for (int i = 0; i < parameters.size(); i++) {
            Candidate better = from;
            for (Point point : beside) {
                Candidate candidate = attempts.at(point);
                if (candidate != null
                        && !point.values().get(i).equals(from.point().values().get(i))
                        && objective.isBetter(candidate.score(), better.score())) {
                    better = candidate;
                }
            }
            if (!better.equals(from)) {
                together = together.with(i, better.point().value(i));
            }
        }
        return together;
    }

    /**
     * Takes back the changes that bring next to nothing: of the best point, each value is put back to what was given if that
     * is hardly worse. What does not matter on one trace may matter on another, and was chosen by somebody.
     */
    void settle() {
        Candidate from = attempts.best();
        if (from == null) {
            return;
        }
        Candidate centre = from;
        boolean goesOn = true;
        while (goesOn && !attempts.isStopped()) {
            List<Point> singles = singles(centre.point());
            tryAllowed(singles);
            Candidate next = least(singles, from);
            goesOn = next != null && attempts.prefer(next);
            centre = goesOn && next != null ? next : centre;
        }
    }

    /** Tells whether one score is better than another by more than next to nothing. */
    static boolean isClearlyBetter(Objective objective, Score one, Score other) {
        return !objective.isNearly(/* one= */ other, /* other= */ one, NEXT_TO_NOTHING);
    }

    /** Returns the points with one change less. */
    private List<Point> singles(Point point) {
        List<Point> singles = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            double given = parameters.get(i).given();
            if (point.value(i) != given) {
                singles.add(point.with(i, given));
            }
        }
        return singles;
    }

    /** Returns the best of those that are hardly worse than a point, or null if none is. */
    private @Nullable Candidate least(List<Point> points, Candidate than) {
        Candidate least = null;
        for (Point point : points) {
            Candidate candidate = attempts.at(point);
            if (candidate != null
                    && objective.isNearly(candidate.score(), than.score(), NEXT_TO_NOTHING)
                    && (least == null || objective.isBetter(candidate.score(), least.score()))) {
                least = candidate;
            }
        }
        return least;
    }

    private void tryAllowed(List<Point> points) {
        attempts.check(points);
        attempts.tryClosely(points.stream().filter(attempts::isAllowed).toList());
    }

    /** Tries the points beside one, and returns what they come to. */
    private List<Sensitivity> around(Candidate centre) {
        List<List<Point>> beside = new ArrayList<>();
        List<Point> all = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            int parameter = i;
            beside.add(parameters.get(i).beside(centre.point().value(i), STEP).stream()
                    .map(value -> centre.point().with(parameter, value))
                    .toList());
            all.addAll(beside.get(i));
        }
        tryAllowed(all);
        List<Sensitivity> result = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Candidate less = null;
            Candidate more = null;
            for (Point point : beside.get(i)) {
                Candidate candidate = attempts.at(point);
                if (point.value(i) < centre.point().value(i)) {
                    less = candidate;
                } else {
                    more = candidate;
                }
            }
            result.add(new Sensitivity(parameters.get(i), less, more));
        }
        return result;
    }

    /**
     * Returns the best point with what lies beside it. What is found to be clearly better on the way is gone to, but not for
     * ever: then something beside the point is better than it.
     */
    Surveyed survey(Candidate first) {
        Candidate centre = first;
        List<Sensitivity> beside = around(centre);
        for (int i = 1; i < MOST_SURVEYS && !attempts.isStopped(); i++) {
            Candidate best = attempts.best();
            if (best == null || !isClearlyBetter(objective, best.score(), centre.score())) {
                break;
            }
            centre = best;
            beside = around(centre);
        }
        return new Surveyed(centre, beside);
    }

    /**
     * A point and its neighbourhood.
     *
     * @param centre the point
     * @param sensitivities one for each parameter
     */
    record Surveyed(Candidate centre, List<Sensitivity> sensitivities) {}
}
