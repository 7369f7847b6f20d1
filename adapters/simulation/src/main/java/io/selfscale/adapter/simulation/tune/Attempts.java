package io.selfscale.adapter.simulation.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries points, several at a time, each once. Whatever the number of threads is, the same points are tried and get the same
 * numbers. Confined to one thread, but for the work that it hands out.
 */
final class Attempts {

    /** How much of the way from what was given is kept of a point that makes no sense, until it does. */
    private static final double[] WAYS_BACK = {0.5, 0.25, 0.1};

    private final List<Parameter> parameters;
    private final Objective objective;
    private final Trial trial;
    private final ExecutorService workers;
    private final Watch watch;
    private final Map<Point, Boolean> allowed = new HashMap<>();
    private final Map<Point, Candidate> tried = new LinkedHashMap<>();
    private final Set<Point> unsound = new HashSet<>();
    private @Nullable Candidate best;
    private boolean isStopped;
    private boolean isTimeOver;
    private boolean isHurried;

    Attempts(List<Parameter> parameters, Objective objective, Trial trial, ExecutorService workers, Watch watch) {
        this.parameters = parameters;
        this.objective = objective;
        this.trial = trial;
        this.workers = workers;
        this.watch = watch;
    }

    /** Returns the points that were tried, in order. */
    List<Candidate> all() {
        return List.copyOf(tried.values());
    }

    int size() {
        return tried.size();
    }

    /** Returns the number of points that made no sense. */
    int discarded() {
        return unsound.size()
                + (int) allowed.values().stream().filter(is -> !is).count();
    }

    /** Returns the best so far, or null without any. */
    @Nullable
    Candidate best() {
        return best;
    }

    /** Says that the search goes on to its next part because time is short. */
    void hurry() {
        isHurried = true;
    }

    /** Tells whether what was tried depends on the time that it took. */
    boolean isHurried() {
        return isHurried || isTimeOver;
    }

    /** Returns whether time is so short that, after a share of it, the points will not all be tried. */
    boolean isBehind(double timeShare, int most) {
        double passed = watch.timeShare();
        return passed >= timeShare && tried.size() < most * passed;
    }

    /** Tells whether it was stopped, or has run out of time. */
    boolean isOver() {
        return isStopped || isTimeOver;
    }

    boolean isStopped() {
        return isStopped;
    }

    /** Tries what was given, to its end, however bad it is. */
    Candidate tryGiven() {
        Point given = Point.given(parameters);
        allowed.put(given, true);
        Score score = get(workers.submit(() -> trial.tryOut(given, 0)));
        if (score == null) {
            throw new CancellationException("it was stopped before anything was tried");
        }
        return keep(given, new Attempt(score, /* looksPromising= */ true, /* isSound= */ true));
    }

    /** Returns what was tried at a point, or null. */
    @Nullable
    Candidate at(Point point) {
        return tried.get(point);
    }

    /** Returns points that make sense, in the place of each: itself, or one on the way from it to what was given. */
    List<Point> sensible(List<Point> points) {
        Point given = Point.given(parameters);
        List<Point> result = new ArrayList<>(points);
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            open.add(i);
        }
        for (int way = -1; way < WAYS_BACK.length && !open.isEmpty(); way++) {
            for (int i : open) {
                result.set(i, way < 0 ? points.get(i) : between(given, points.get(i), WAYS_BACK[way]));
            }
            check(open.stream().map(result::get).toList());
            open.removeIf(i -> isAllowed(result.get(i)));
        }
        open.forEach(i -> result.set(i, given));
        return result;
    }

    private Point between(Point given, Point point, double way) {
        double[] units = point.units(parameters);
        double[] from = given.units(parameters);
        for (int i = 0; i < units.length; i++) {
            units[i] = from[i] + (units[i] - from[i]) * way;
        }
        return Point.at(parameters, units);
    }

    boolean isAllowed(Point point) {
        return allowed.getOrDefault(point, false);
    }

    /** Finds out of points whether they make sense. */
    void check(List<Point> points) {
        Set<Point> unknown = new LinkedHashSet<>(points);
        unknown.removeAll(allowed.keySet());
        List<Point> list = List.copyOf(unknown);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (Point point : list) {
            answers.add(workers.submit(() -> !watch.isStopped() && trial.isAllowed(point)));
        }
        for (int i = 0; i < list.size(); i++) {
            Boolean answer = get(answers.get(i));
            if (watch.isStopped()) {
                // What was not looked at was not found wanting either.
                isStopped = true;
            } else {
                allowed.put(list.get(i), answer != null && answer);
            }
        }
    }

    /**
     * Tries points that make sense; those that have been tried are not tried again.
     *
     * @param most number of points up to which new ones are tried, all from the beginning together
     */
    void tryAll(List<Point> points, int most) {
        if (!isOver()) {
            tryAll(points, most, () -> watch.isStopped() || watch.isTimeOver());
        }
    }

    /** Tries points that make sense even if the time is over. */
    void tryClosely(List<Point> points) {
        if (!isStopped) {
            tryAll(points, Integer.MAX_VALUE, watch::isStopped);
        }
    }

    /**
     * What became of a point.
     *
     * @param score what it came to
     * @param looksPromising whether it could be recommended by its score
     * @param isSound whether it can be recommended, as far as it looks promising
     */
    private record Attempt(Score score, boolean looksPromising, boolean isSound) {}

    private void tryAll(List<Point> points, int most, BooleanSupplier isOver) {
        Set<Point> open = new LinkedHashSet<>(points);
        open.removeAll(tried.keySet());
        open.removeAll(unsound);
        List<Point> list = open.stream().limit(Math.max(0, most - tried.size())).toList();
        List<Future<@Nullable Attempt>> made = new ArrayList<>();
        // What looks promising must not depend on which of them ends first.
        List<Candidate> before = all();
        Candidate first = best;
        for (Point point : list) {
            made.add(workers.submit(() -> isOver.getAsBoolean() ? null : attempt(point, before, first)));
        }
        for (int i = 0; i < list.size(); i++) {
            Attempt attempt = get(made.get(i));
            if (attempt != null && !attempt.isSound()) {
                unsound.add(list.get(i));
            } else if (attempt != null) {
                watch.tried(keep(list.get(i), attempt), Objects.requireNonNull(best));
            } else if (watch.isStopped()) {
                isStopped = true;
            } else {
                isTimeOver = true;
            }
        }
    }

    private Attempt attempt(Point point, List<Candidate> before, @Nullable Candidate first) {
        Score score = trial.tryOut(point, objective.hopeless());
        boolean looksPromising = !score.isAbandoned()
                && (first == null
                        || objective.isBetter(score, first.score())
                        || (Fitness.of(objective, score).shortfall() == 0 && isUndominated(score, before)));
        return new Attempt(score, looksPromising, !looksPromising || trial.isSound(point));
    }

    private static boolean isUndominated(Score score, List<Candidate> before) {
        for (Candidate other : before) {
            if (other.isSound()
                    && other.score().costPerHour() <= score.costPerHour()
                    && other.score().attainment() >= score.attainment()) {
                return false;
            }
        }
        return true;
    }

    private Candidate keep(Point point, Attempt attempt) {
        Candidate candidate = new Candidate(tried.size(), point, attempt.score(), attempt.looksPromising());
        tried.put(point, candidate);
        if (best == null || (candidate.isSound() && objective.isBetter(attempt.score(), best.score()))) {
            best = candidate;
        }
        return candidate;
    }

    private static <T> @Nullable T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (CancellationException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException) {
                return null;
            }
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("a trial ended with " + e.getCause(), e);
        }
    }
}
