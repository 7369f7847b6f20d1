package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for every policy that sizes by a model of capacity. */
class CapacityPolicyProperties {

    @Provide
    Arbitrary<CapacityPolicies.Entry> policies() {
        return Arbitraries.of(CapacityPolicies.ALL);
    }

    /** Every bit pattern, which shrinks fast where doubles of all magnitudes do not. */
    @Provide
    Arbitrary<Double> numbers() {
        Arbitrary<Double> extreme = Arbitraries.of(
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                Double.MIN_NORMAL,
                0.0,
                -0.0,
                -1.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                1e300,
                6.1e307,
                1e15,
                1e-15);
        return Arbitraries.oneOf(extreme, Arbitraries.longs().map(Double::longBitsToDouble));
    }

    @Provide
    Arbitrary<Reading> unusable() {
        return Arbitraries.of(
                Reading.absent("scrape failed"),
                Reading.of(Double.NaN),
                Reading.of(Double.POSITIVE_INFINITY),
                Reading.of(-1),
                Reading.of(new Sample.Stale(0, Duration.ofHours(1))));
    }

    @Property
    void aGreaterLoadNeverGivesFewer(
            @ForAll("policies") CapacityPolicies.Entry entry,
            @ForAll @IntRange(min = 1, max = 50) int replicas,
            @ForAll @DoubleRange(min = 0, max = 100) double load,
            @ForAll @DoubleRange(min = 0, max = 20) double more,
            @ForAll @DoubleRange(min = 0, max = 1000) double waiting) {
        int lesser = entry.count(CapacityPolicies.world(replicas, load, waiting));
        assertThat(entry.count(CapacityPolicies.world(replicas, load + more, waiting)))
                .isGreaterThanOrEqualTo(lesser);
        assertThat(entry.count(CapacityPolicies.world(replicas, load, waiting + 10 * more)))
                .isGreaterThanOrEqualTo(lesser);
    }

    /** Invariant 4. A queue in common is better than two: with it, twice the load needs less than twice the replicas. */
    @Property
    void twiceTheReplicasAtEqualLoadGiveTwiceTheCount(
            @ForAll @IntRange(min = 1, max = 50) int replicas,
            @ForAll @DoubleRange(min = 0.05, max = 3) double busy,
            @ForAll @DoubleRange(min = 0, max = 100) double waiting) {
        for (CapacityPolicies.Entry entry : CapacityPolicies.ALL) {
            int single = entry.count(CapacityPolicies.world(replicas, busy * replicas, waiting));
            int twice = entry.count(CapacityPolicies.world(2 * replicas, 2 * busy * replicas, 2 * waiting));
            if (entry.policy().equals(CapacityPolicies.MULTI_SERVER)) {
                assertThat(twice).as("%s", entry).isLessThanOrEqualTo(2 * single);
            } else if (entry.policy().equals(CapacityPolicies.CALIBRATED)) {
                // The single one may be kept by its band where the double one is not, by one replica.
                assertThat(twice).as("%s", entry).isLessThanOrEqualTo(2 * (single + 1));
            } else {
                assertThat(twice).as("%s", entry).isBetween(2 * single - 1, 2 * single + 1);
            }
        }
    }

    @Property
    void whatCannotBeSeenNeverScalesIn(
            @ForAll("policies") CapacityPolicies.Entry entry,
            @ForAll @IntRange(min = 1, max = 50) int replicas,
            @ForAll @DoubleRange(min = 0, max = 60) double load,
            @ForAll @IntRange(min = 0, max = 3) int which,
            @ForAll("unusable") Reading unusable) {
        List<Signal> signals = List.copyOf(entry.signals());
        Signal signal = signals.get(which % signals.size());
        Assume.that(CapacityPolicies.isNeeded(signal, load));
        SteadyView view = CapacityPolicies.world(replicas, load, 0);
        Proposal seen = entry.propose(view);
        Proposal blind = entry.propose(view.read(signal, unusable));
        if (blind instanceof Proposal.Scale scale) {
            assertThat(scale.replicas()).isGreaterThan(replicas);
            assertThat(seen)
                    .as("what is left to be seen calls for no more than all of it")
                    .isInstanceOf(Proposal.Scale.class);
            assertThat(scale.replicas()).isLessThanOrEqualTo(((Proposal.Scale) seen).replicas());
        } else {
            assertThat(blind).isInstanceOfAny(Proposal.Veto.class, Proposal.Hold.class);
        }
    }

    @Property
    void hugeValuesAreSurvived(
            @ForAll("policies") CapacityPolicies.Entry entry,
            @ForAll @IntRange(min = 0, max = 3) int which,
            @ForAll("numbers") double value) {
        List<Signal> signals = List.copyOf(entry.signals());
        SteadyView view = CapacityPolicies.world(3, 2, 10).read(signals.get(which % signals.size()), value);
        assertThat(entry.count(view)).isBetween(1, 10_000);
    }

    @Example
    void everyMagnitudeIsSurvived() {
        for (CapacityPolicies.Entry entry : CapacityPolicies.ALL) {
            for (Signal signal : entry.signals()) {
                for (int power = -323; power <= 308; power++) {
                    double value = Double.parseDouble("1.7e" + power);
                    assertThat(entry.count(CapacityPolicies.world(3, 2, 10).read(signal, value)))
                            .as("%s with %s = %s", entry, signal, value)
                            .isBetween(1, 10_000);
                }
            }
        }
    }

    /** Each size follows at once; work that waits is none, so that the load alone decides. */
    @Property
    void aConstantLoadComesToRest(
            @ForAll("policies") CapacityPolicies.Entry entry,
            @ForAll @IntRange(min = 1, max = 50) int replicas,
            @ForAll @DoubleRange(min = 0, max = 50) double load) {
        int count = replicas;
        int changes = 0;
        boolean shrunk = false;
        while (changes <= 200) {
            int next = entry.count(CapacityPolicies.world(count, load, 0));
            if (next == count) {
                return;
            }
            assertThat(shrunk && next > count)
                    .as("%d replicas were left, and are now too few", count)
                    .isFalse();
            shrunk |= next < count;
            count = next;
            changes++;
        }
        throw new AssertionError("no rest after " + changes + " changes, at " + count);
    }

    /** The consolidation check of semantics section 6.1: load * N / (N - s) stays below what would scale out again. */
    @Property
    void whatIsTakenAwayIsNotAskedForAgain(
            @ForAll("policies") CapacityPolicies.Entry entry,
            @ForAll @IntRange(min = 2, max = 60) int replicas,
            @ForAll @DoubleRange(min = 0, max = 1) double busy,
            @ForAll @DoubleRange(min = 0, max = 100) double waiting) {
        double load = busy * replicas;
        int fewer = entry.count(CapacityPolicies.world(replicas, load, waiting));
        if (fewer < replicas) {
            assertThat(entry.count(CapacityPolicies.world(fewer, load, waiting)))
                    .isLessThanOrEqualTo(fewer);
        }
    }
}
