package io.selfscale.engine.lint.model;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the decision function on a {@linkplain Plant plant} to see whether the count comes to rest.
 *
 * <p>For each size N of the target it starts there under constant loads just beyond each threshold, and steps to them
 * after a quiet time; from a small and a larger size under loads far beyond. Replicas start at once; the constant loads
 * just beyond each threshold are repeated with the start-up time of the specification. A run ends when nothing that is
 * remembered can cause another change, or when the same round of changes has come twice.
 *
 * <p>Without such a cycle in the target itself, the rules are run as they are written, without the consolidation check
 * of threshold bands; a cycle found so is {@linkplain LimitCycle#guarded() guarded}.
 *
 * <p>Deterministic: the work is bounded by a number of decisions. Of the smallest {@value #EVERY_SIZE} sizes each is
 * looked at, of larger ones samples: what a step does to a signal becomes less with the size.
 */
public final class ModelCheck {

    /** Number of sizes, from the smallest on, of which each is looked at. */
    public static final int EVERY_SIZE = 10;

    /** Decisions for small targets that one check may take. */
    public static final long LARGEST_WORK = 125_000;

    private static final int MOST_CYCLES = 3;

    private final ScalingSpec original;
    private final Work work;
    private final List<Integer> sizes;
    private final List<LimitCycle> cycles = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();
    private int runs;
    private int undecided;

    private ModelCheck(ScalingSpec original, long work) {
        this.original = original;
        this.work = new Work(work);
        this.sizes = sizes(original);
    }

    /**
     * What was looked at, and what was found.
     *
     * @param cycles distinct limit cycles, at most three; empty if there is none
     * @param sizes sizes that runs began at, ascending
     * @param loads loads for each size, in replicas' worth for each replica, ascending
     * @param startups start-up times of the replicas
     * @param runs runs that were made
     * @param undecided runs that neither came to rest nor repeated within the work allowed
     */
    public record Report(
            List<LimitCycle> cycles,
            List<Integer> sizes,
            List<Double> loads,
            List<Duration> startups,
            int runs,
            int undecided) {
        public Report {
            cycles = List.copyOf(cycles);
            sizes = List.copyOf(sizes);
            loads = List.copyOf(loads);
            startups = List.copyOf(startups);
        }

        /** Tells whether every run came to an end. */
        public boolean isComplete() {
            return undecided == 0;
        }
    }

    /** Tells whether a specification can be checked: all its policies run inside the decision function. */
    public static boolean applies(ScalingSpec spec) {
        return spec.advisors().isEmpty();
    }

    /**
     * Checks a specification.
     *
     * @throws IllegalArgumentException if it does not {@linkplain #applies apply}
     */
    public static Report of(ScalingSpec spec) {
        return of(spec, LARGEST_WORK);
    }

    /**
     * Checks a specification with other bounds.
     *
     * @param work decisions that may be taken, at least 1
     * @throws IllegalArgumentException if it does not {@linkplain #applies apply}
     */
    public static Report of(ScalingSpec spec, long work) {
        if (!applies(spec)) {
            throw new IllegalArgumentException("the policies must run inside the decision function, but "
                    + spec.advisors().size() + " are advice");
        }
        if (work < 1) {
            throw new IllegalArgumentException("work must be at least 1 but was " + work);
        }
        return new ModelCheck(spec, work).run();
    }

    private Report run() {
        Duration startup = original.pools().stream()
                .map(pool -> pool.startup().p95())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        ScalingSpec immediate = ModelSpec.of(original, Duration.ZERO);
        References references = References.of(immediate, thresholds(immediate));
        List<Duration> startups = new ArrayList<>(List.of(Duration.ZERO));
        nearLoads(immediate, references, /* guarded= */ false);
        steps(immediate, references);
        farLoads(immediate, references);
        if (!startup.isZero()) {
            startups.add(startup);
            nearLoads(ModelSpec.of(original, startup), references, /* guarded= */ false);
        }
        if (cycles.isEmpty() && ModelSpec.hasGuards(original)) {
            nearLoads(ModelSpec.asWritten(original, Duration.ZERO), references, /* guarded= */ true);
        }
        List<Double> loads = new ArrayList<>(references.below());
        loads.addAll(references.above());
        return new Report(cycles, sizes, loads, startups, runs, undecided);
    }

    private Map<Signal, Double> thresholds(ScalingSpec model) {
        boolean allKnown = original.policies().stream().allMatch(References::knows);
        return allKnown ? Map.of() : Probe.thresholds(model, work);
    }

    /** Every size under the constant loads at which policies change their minds. */
    private void nearLoads(ScalingSpec model, References references, boolean guarded) {
        Plant plant = new Plant(model, references);
        for (int size : sizes) {
            for (double load : near(references)) {
                start(model, plant, size, load, guarded);
            }
        }
    }

    /** A small and a larger size under constant loads that take many steps. */
    private void farLoads(ScalingSpec model, References references) {
        Plant plant = new Plant(model, references);
        for (int size : new TreeSet<>(List.of(sizes.get(0), sizes.get(Math.min(sizes.size(), EVERY_SIZE) - 1)))) {
            for (double load : far(references)) {
                start(model, plant, size, load, /* guarded= */ false);
            }
        }
    }

    private static Set<Double> near(References references) {
        Set<Double> near = new LinkedHashSet<>(references.above());
        near.addAll(references.below());
        return near;
    }

    /** A load that has been steady for long, and steps. */
    private void steps(ScalingSpec model, References references) {
        Plant plant = new Plant(model, references);
        for (int size : sizes) {
            if (work.isSpent()) {
                undecided++;
                continue;
            }
            ModelRun steady = ModelRun.startingAt(model, plant, size);
            if (follow(steady, size, references.comfortable() * size, /* guarded= */ false) == Trajectory.End.AT_REST) {
                for (double load : near(references)) {
                    follow(steady.branch(), size, load * size, /* guarded= */ false);
                }
            }
        }
    }

    /** A load that is there from the beginning. */
    private void start(ScalingSpec model, Plant plant, int size, double load, boolean guarded) {
        if (work.isSpent()) {
            runs++;
            undecided++;
        } else {
            follow(ModelRun.startingAt(model, plant, size), size, load * size, guarded);
        }
    }

    private static List<Double> far(References references) {
        List<Double> far = new ArrayList<>();
        if (!references.above().isEmpty()) {
            far.add(references.above().last() * 1.7);
            far.add(references.above().last() * 3.3);
        }
        if (!references.below().isEmpty()) {
            far.add(references.below().first() * 0.3);
        }
        return far;
    }

    private Trajectory.End follow(ModelRun run, int from, double load, boolean guarded) {
        if (cycles.size() >= MOST_CYCLES) {
            return Trajectory.End.UNDECIDED;
        }
        runs++;
        Trajectory trajectory = new Trajectory();
        ScalingSpec model = run.spec();
        Trajectory.End end = trajectory.follow(run, load, ModelSpec.quiet(model), work);
        if (end == Trajectory.End.UNDECIDED) {
            undecided++;
        } else if (end == Trajectory.End.IN_A_CYCLE) {
            LimitCycle cycle =
                    trajectory.cycle(from, load, model.pools().get(0).startup().p95(), guarded);
            if (known.add(cycle.sequence())) {
                cycles.add(cycle);
            }
        }
        return end;
    }

    /** Every size up to a bound, then samples, and the largest. */
    private static List<Integer> sizes(ScalingSpec spec) {
        int min = Math.max(1, spec.target().min());
        int max = spec.target().max();
        Set<Integer> sizes = new LinkedHashSet<>();
        for (int size = min; size <= Math.min(max, Math.addExact(min, EVERY_SIZE - 1)); size++) {
            sizes.add(size);
        }
        for (long size = (long) min + EVERY_SIZE; size < max; size += size / 2) {
            sizes.add((int) size);
        }
        sizes.add(max);
        return List.copyOf(sizes);
    }
}
