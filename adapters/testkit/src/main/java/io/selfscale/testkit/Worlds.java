package io.selfscale.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary scaling targets and what happens to them. */
public final class Worlds {

    /** Longest scenario, in ticks; interferences and the like are drawn from this range. */
    public static final int LONGEST_TICKS = 70;

    private static final List<Duration> TICKS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));

    private Worlds() {}

    /** Returns scaling targets of up to a dozen replicas, with windows of up to a dozen ticks. */
    public static Arbitrary<TargetSetup> setups() {
        return setups(/* widest= */ 9, /* longestWindow= */ 6, /* longestStartUp= */ 8);
    }

    /** Returns smaller scaling targets with shorter windows, which settle soon. */
    public static Arbitrary<TargetSetup> smallSetups() {
        return setups(/* widest= */ 5, /* longestWindow= */ 4, /* longestStartUp= */ 3);
    }

    private static Arbitrary<TargetSetup> setups(int widest, int longestWindow, int longestStartUp) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, widest),
                        Arbitraries.of(TICKS),
                        Arbitraries.integers().between(2, longestWindow),
                        Arbitraries.integers().between(0, longestWindow),
                        Arbitraries.integers().between(0, longestStartUp))
                .as((min, width, tick, out, in, startUp) -> new TargetSetup(
                        min,
                        min + width,
                        tick,
                        tick.multipliedBy(out),
                        tick.multipliedBy(out + in),
                        tick.multipliedBy(startUp),
                        tick.multipliedBy(startUp + 40L)));
    }

    /**
     * Returns scenarios with load that comes and goes, from nothing to a third more than the target can carry, on pools
     * that are late, crash and refuse, and start anywhere from empty to twice the maximum.
     */
    public static Arbitrary<Scenario> scenarios() {
        return Combinators.combine(
                        setups(),
                        profiles(),
                        Arbitraries.of(0.0, 0.2),
                        pools(),
                        Arbitraries.integers().between(10, LONGEST_TICKS))
                .as(Worlds::scenario)
                .withoutEdgeCases();
    }

    /** Returns scenarios of constant load on pools without faults. */
    public static Arbitrary<Scenario> steadyScenarios() {
        return Combinators.combine(
                        smallSetups(),
                        Arbitraries.integers().between(0, 130),
                        Arbitraries.integers().between(0, 200))
                .as((setup, load, initial) -> Scenario.steady(
                        setup, share(setup, load), Math.toIntExact(Math.round(share(setup, initial))), 1))
                .withoutEdgeCases();
    }

    /** Returns up to four disturbances of a kind that is accepted. */
    public static Arbitrary<List<Interference>> interferences(List<Disturbance> kinds) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, LONGEST_TICKS),
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(0, VirtualTarget.SIGNALS.size() - 1),
                        Arbitraries.of(kinds))
                .as(Interference::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .withoutEdgeCases();
    }

    /** Returns disturbances of every kind. */
    public static Arbitrary<List<Interference>> interferences() {
        return interferences(Arrays.asList(Disturbance.values()));
    }

    /** Returns disturbances that make a signal absent or stale. */
    public static Arbitrary<List<Interference>> blindness() {
        return interferences(Arrays.stream(Disturbance.values())
                .filter(Disturbance::isBlinding)
                .toList());
    }

    /** Loads are drawn in percent of the largest size, so that they mean the same for every target. */
    private static Arbitrary<List<LoadProfile.Segment>> profiles() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 130),
                        Arbitraries.integers().between(1, 25))
                .as((load, ticks) -> new LoadProfile.Segment(load, ticks))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static Arbitrary<PoolShape> pools() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.just(PoolShape.UNLIMITED)),
                                Tuple.of(1, Arbitraries.integers().between(0, 120))),
                        Arbitraries.integers().between(0, LONGEST_TICKS).list().ofMaxSize(2))
                .as(PoolShape::new);
    }

    private static Scenario scenario(
            TargetSetup setup, List<LoadProfile.Segment> percent, double spread, PoolShape pool, int ticks) {
        List<LoadProfile.Segment> segments = percent.stream()
                .map(segment -> new LoadProfile.Segment(share(setup, segment.load()), segment.ticks()))
                .toList();
        return new Scenario(setup, new LoadProfile(segments), spread, pool.of(setup), ticks);
    }

    private static double share(TargetSetup setup, double percent) {
        return setup.max() * percent / 100;
    }

    /** A pool of which replicas are given in percent of the largest size, and times in ticks. */
    private record PoolShape(int initial, int lag, int drain, int limit, List<Integer> crashes) {

        static final int UNLIMITED = -1;

        PoolConditions of(TargetSetup setup) {
            return new PoolConditions(
                    replicas(setup, initial),
                    setup.tick().multipliedBy(lag),
                    setup.tick().multipliedBy(drain),
                    limit == UNLIMITED ? PoolConditions.UNLIMITED : replicas(setup, limit),
                    crashes);
        }

        private static int replicas(TargetSetup setup, int percent) {
            return Math.toIntExact(Math.round(share(setup, percent)));
        }
    }
}
