package io.selfscale.adapter.simulation.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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
    private final Workers workers;
    private final Watch watch;
    private final Map<Point, Boolean> allowed = new HashMap<>();
    private final Map<Point, Candidate> tried = new LinkedHashMap<>();
    private final Set<Point> unsound = new HashSet<>();
    private @Nullable Candidate best;
    private boolean isStopped;
    private boolean isTimeOver;
    private boolean isHurried;

    Attempts(List<Parameter> parameters, Objective objective, Trial trial, Workers workers, Watch watch) {
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

    /** Takes a point that was tried, and is no worse than the best so far, for the best, if it is sound. */
    boolean prefer(Candidate candidate) {
        boolean isPreferred = candidate.isSound() || trial.isSound(candidate.point());
        if (isPreferred) {
            best = new Candidate(candidate.number(), candidate.point(), candidate.score(), /* isSound= */ true);
            tried.put(candidate.point(), best);
        }
        return isPreferred;
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

    /** Tries what was given, to its end, however bad it is. Returns null if it was stopped before that. */
    @Nullable
    Candidate tryGiven() {
        Point given = Point.given(parameters);
        allowed.put(given, true);
        Score score = trial.tryOut(given, /* hopeless= */ 0);
        if (score == null) {
            return null;
        }
        Candidate candidate = keep(given, score, /* isSound= */ true);
        watch.tried(tried.size(), candidate);
        return candidate;
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
        List<Supplier<Boolean>> questions = new ArrayList<>();
        for (Point point : list) {
            questions.add(() -> !watch.isStopped() && trial.isAllowed(point));
        }
        Iterator<Point> next = list.iterator();
        for (boolean isAllowed : workers.results(questions)) {
            Point point = next.next();
            if (watch.isStopped()) {
                // What was not looked at was not found wanting either.
                isStopped = true;
            } else {
                allowed.put(point, isAllowed);
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

    private void tryAll(List<Point> points, int most, BooleanSupplier isOver) {
        Set<Point> open = new LinkedHashSet<>(points);
        open.removeAll(tried.keySet());
        open.removeAll(unsound);
        List<Point> list = open.stream().limit(Math.max(0, most - tried.size())).toList();
        List<Supplier<Optional<Score>>> trials = new ArrayList<>();
        for (Point point : list) {
            trials.add(() -> isOver.getAsBoolean()
                    ? Optional.empty()
                    : Optional.ofNullable(trial.tryOut(point, objective.hopeless())));
        }
        Map<Point, Score> scores = new LinkedHashMap<>();
        Iterator<Point> next = list.iterator();
        for (Optional<Score> score : workers.results(trials)) {
            Point point = next.next();
            if (score.isPresent()) {
                scores.put(point, score.get());
                watch.tried(tried.size() + scores.size(), best);
            } else if (watch.isStopped()) {
                isStopped = true;
            } else {
                isTimeOver = true;
            }
        }
        Set<Point> sound = sound(scores);
        scores.forEach((point, score) -> keep(point, score, sound.contains(point)));
    }

    /** Returns which of the points look promising and are sound; those that are not are taken out. */
    private Set<Point> sound(Map<Point, Score> scores) {
        Set<Point> sound = new HashSet<>();
        List<Point> promising = promising(scores, sound);
        while (!promising.isEmpty()) {
            List<Supplier<Boolean>> questions = new ArrayList<>();
            for (Point point : promising) {
                questions.add(() -> trial.isSound(point));
            }
            Iterator<Point> next = promising.iterator();
            for (boolean isSound : workers.results(questions)) {
                Point point = next.next();
                if (isSound) {
                    sound.add(point);
                } else {
                    unsound.add(point);
                    scores.remove(point);
                }
            }
            // In place of what was taken out others may look promising.
            promising = promising(scores, sound);
        }
        return sound;
    }

    private List<Point> promising(Map<Point, Score> scores, Set<Point> known) {
        List<Score> rivals = new ArrayList<>(scores.values());
        tried.values().stream().filter(Candidate::isSound).map(Candidate::score).forEach(rivals::add);
        List<Point> promising = new ArrayList<>();
        scores.forEach((point, score) -> {
            boolean isBest = rivals.stream().noneMatch(rival -> objective.isBetter(rival, score));
            boolean isOnFront = Fitness.of(objective, score).shortfall() == 0
                    && rivals.stream().noneMatch(rival -> dominates(rival, score));
            if (!score.isAbandoned() && (isBest || isOnFront) && !known.contains(point)) {
                promising.add(point);
            }
        });
        return promising;
    }

    private static boolean dominates(Score one, Score other) {
        return !one.isAbandoned()
                && one.costPerHour() <= other.costPerHour()
                && one.attainment() >= other.attainment()
                && (one.costPerHour() < other.costPerHour() || one.attainment() > other.attainment());
    }

    private Candidate keep(Point point, Score score, boolean isSound) {
        Candidate candidate = new Candidate(tried.size(), point, score, isSound);
        tried.put(point, candidate);
        if (best == null || (isSound && objective.isBetter(score, best.score()))) {
            best = candidate;
        }
        return candidate;
    }
}
