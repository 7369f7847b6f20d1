package io.selfscale.adapter.simulation.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the best few by what they come to on further samples. The best of hundreds on one sample is lucky as well:
 * what it gains there it need not gain on the next. For the same reason every change is taken back that brings next to
 * nothing: what was given was chosen by somebody, and did not meet this sample.
 */
final class Finals {

    private static final int MOST = 10;

    /** Points that are nearer to one another than this, as a share of the range, are one as far as finals are concerned. */
    private static final double APART = 0.03;

    /** Share of what is to be made small that a change must bring. */
    private static final double NEXT_TO_NOTHING = 0.01;

    private final List<Parameter> parameters;
    private final Objective objective;
    private final Attempts attempts;
    private final Trial trial;
    private final Workers workers;
    private final Map<Point, Score> confirmed = new LinkedHashMap<>();

    Finals(List<Parameter> parameters, Objective objective, Attempts attempts, Trial trial, Workers workers) {
        this.parameters = parameters;
        this.objective = objective;
        this.attempts = attempts;
        this.trial = trial;
        this.workers = workers;
    }

    /** Returns the best by what it comes to on further samples, and the given one if nothing was found out about any. */
    Candidate choose(Candidate given) {
        List<Candidate> few = few(given);
        confirm(few.stream().map(Candidate::point).toList());
        Candidate best = null;
        for (Candidate candidate : few) {
            if (best == null || isBetter(candidate, best)) {
                best = attempts.prefer(candidate) ? candidate : best;
            }
        }
        return best == null ? given : withFewerChanges(best);
    }

    /** Returns what a point came to on further samples, or null if that was not found out. */
    @Nullable
    Score confirmed(Point point) {
        return confirmed.get(point);
    }

    /** Tells whether one is better than another on further samples, by more than next to nothing. */
    boolean isClearlyBetter(Candidate one, Candidate other) {
        confirm(List.of(one.point(), other.point()));
        Score score = confirmed.get(one.point());
        Score than = confirmed.get(other.point());
        return score != null && than != null && !objective.isNearly(than, score, NEXT_TO_NOTHING);
    }

    private boolean isBetter(Candidate one, Candidate other) {
        Score score = confirmed.get(one.point());
        Score than = confirmed.get(other.point());
        return score != null && (than == null || objective.isBetter(score, than));
    }

    /** Returns the best by one sample, apart from one another, and what was given. */
    private List<Candidate> few(Candidate given) {
        List<Candidate> byScore = new ArrayList<>(attempts.all());
        byScore.removeIf(candidate -> candidate.score().isAbandoned());
        Comparator<Candidate> order = (one, other) -> objective.isBetter(one.score(), other.score())
                ? -1
                : objective.isBetter(other.score(), one.score()) ? 1 : 0;
        byScore.sort(order.thenComparingInt(Candidate::number));
        List<Candidate> few = new ArrayList<>(List.of(given));
        for (Candidate candidate : byScore) {
            if (few.size() <= MOST && few.stream().allMatch(other -> isApart(candidate.point(), other.point()))) {
                few.add(candidate);
            }
        }
        return few;
    }

    private boolean isApart(Point one, Point other) {
        double[] units = one.units(parameters);
        double[] from = other.units(parameters);
        for (int i = 0; i < units.length; i++) {
            if (Math.abs(units[i] - from[i]) > APART) {
                return true;
            }
        }
        return false;
    }

    private Candidate withFewerChanges(Candidate best) {
        Candidate centre = best;
        Candidate next = best;
        while (next != null && !attempts.isStopped()) {
            centre = next;
            next = withOneChangeLess(centre, confirmed.get(best.point()));
        }
        return centre;
    }

    /** Returns the best point with one change less, if it is hardly worse than a score; otherwise null. */
    private @Nullable Candidate withOneChangeLess(Candidate centre, @Nullable Score than) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            double given = parameters.get(i).given();
            if (centre.point().value(i) != given) {
                points.add(centre.point().with(i, given));
            }
        }
        attempts.check(points);
        points.removeIf(point -> !attempts.isAllowed(point));
        attempts.tryClosely(points);
        confirm(points);
        Candidate least = null;
        for (Point point : points) {
            Candidate candidate = attempts.at(point);
            Score score = confirmed.get(point);
            if (candidate != null
                    && score != null
                    && than != null
                    && objective.isNearly(score, than, NEXT_TO_NOTHING)
                    && (least == null || isBetter(candidate, least))) {
                least = candidate;
            }
        }
        return least != null && attempts.prefer(least) ? least : null;
    }

    private void confirm(List<Point> points) {
        List<Point> open = points.stream()
                .distinct()
                .filter(point -> !confirmed.containsKey(point))
                .toList();
        List<Supplier<Optional<Score>>> trials = new ArrayList<>();
        for (Point point : open) {
            trials.add(() -> Optional.ofNullable(trial.confirm(point)));
        }
        Iterator<Point> next = open.iterator();
        for (Optional<Score> score : workers.results(trials)) {
            Point point = next.next();
            score.ifPresent(known -> confirmed.put(point, known));
        }
    }
}
