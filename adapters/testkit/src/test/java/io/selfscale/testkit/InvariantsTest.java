package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.policy.Capacity;
import io.selfscale.policy.Combination;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InvariantsTest {

    private static final Set<io.selfscale.policy.Signal> REQUIRED = Set.of(VirtualTarget.UTILIZATION);
    private static final TargetSetup SETUP = new TargetSetup(
            1,
            10,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ZERO,
            Duration.ofSeconds(9));

    @Test
    void boundsAreInclusive() {
        assertThatCode(() -> Invariants.bounds(2, 4, decision(2, 4))).doesNotThrowAnyException();
        assertThatCode(() -> Invariants.bounds(2, 4, decision(2, 2))).doesNotThrowAnyException();
        assertBreaks(1, () -> Invariants.bounds(2, 4, decision(2, 5)));
        assertBreaks(1, () -> Invariants.bounds(2, 4, decision(2, 1)));
    }

    @Test
    void blindnessForbidsScaleInButNotToTheMaximum() {
        assertBreaks(2, () -> Invariants.blindNeverScalesIn(10, REQUIRED, blind(), decision(5, 4)));
        assertThatCode(() -> Invariants.blindNeverScalesIn(4, REQUIRED, blind(), decision(5, 4)))
                .doesNotThrowAnyException();
        assertThatCode(() -> Invariants.blindNeverScalesIn(10, Set.of(), blind(), decision(5, 4)))
                .doesNotThrowAnyException();
        assertThatCode(() -> Invariants.blindNeverScalesIn(10, REQUIRED, clear(), decision(5, 4)))
                .doesNotThrowAnyException();
    }

    @Test
    void everyBlindingDisturbanceIsSeenAsBlindness() {
        assertThat(Invariants.isBlind(VirtualTarget.UTILIZATION, clear())).isFalse();
        for (Disturbance disturbance : Disturbance.values()) {
            Observation disturbed = disturbance.apply(clear(), VirtualTarget.UTILIZATION);
            boolean blind = Invariants.isBlind(VirtualTarget.UTILIZATION, disturbed);
            // Samples of single replicas cannot be joined to an inventory that is not known.
            boolean expected = disturbance.isBlinding() || disturbance == Disturbance.UNKNOWN_INVENTORY;
            assertThat(blind).as(disturbance.name()).isEqualTo(expected);
        }
    }

    @Test
    void comparesPairs() {
        assertBreaks(3, () -> Invariants.monotone(decision(4, 5), decision(4, 4)));
        assertThatCode(() -> Invariants.monotone(decision(4, 5), decision(4, 5)))
                .doesNotThrowAnyException();
        assertBreaks(4, () -> Invariants.doubles(decision(4, 5), decision(8, 12)));
        assertThatCode(() -> Invariants.doubles(decision(4, 5), decision(8, 9))).doesNotThrowAnyException();
        assertBreaks(5, () -> Invariants.unaffected(decision(4, 5), decision(4, 4)));
        assertBreaks(5, () -> Invariants.unaffected(decision(4, 4), decision(4, 4, start("a", 1))));
        assertBreaks(9, () -> Invariants.sameCourse(decision(4, 5), decision(4, 4)));
        assertBreaks(10, () -> Invariants.replays(decision(4, 5), decision(4, 5, start("a", 1))));
    }

    @Test
    void restComesAtTheEnd() {
        assertThatCode(() -> Invariants.settles(List.of(decision(4, 5), decision(5, 5)), 1))
                .doesNotThrowAnyException();
        assertBreaks(7, () -> Invariants.settles(List.of(decision(4, 5), decision(5, 5)), 2));
        assertBreaks(7, () -> Invariants.settles(List.of(decision(5, 5, start("a", 1))), 1));
    }

    @Test
    void orderIdsAreUsedOnce() {
        assertBreaks(
                10,
                () -> Invariants.uniqueOrderIds(List.of(decision(4, 5, start("a", 1)), decision(5, 6, start("a", 1)))));
    }

    @Test
    void startsFitAndOrdersMeetTheTarget() {
        assertBreaks(11, () -> Invariants.startsFitTheTarget(decision(4, 5, start("a", 2))));
        assertThatCode(() -> Invariants.startsFitTheTarget(decision(4, 6, start("a", 2))))
                .doesNotThrowAnyException();
        assertBreaks(11, () -> Invariants.countsEachReplicaOnce(decision(4, 4), 5));
        assertBreaks(11, () -> Invariants.ordersMeetTheTarget(decision(4, 6), 4, 5));
        assertBreaks(11, () -> Invariants.ordersMeetTheTarget(decision(4, 4), 4, 3));
        assertBreaks(11, () -> Invariants.ordersMeetTheTarget(decision(4, 3), 4, 5));
        assertThatCode(() -> Invariants.ordersMeetTheTarget(decision(4, 3), 4, 3))
                .doesNotThrowAnyException();
    }

    @Test
    void garbageAndUnknownInventoriesDoNothing() {
        assertBreaks(15, () -> Invariants.garbageNeverScalesIn(10, decision(5, 4)));
        assertBreaks(15, () -> Invariants.unknownInventoryOrdersNothing(blind(), decision(4, 5, start("a", 1))));
        assertThatCode(() -> Invariants.unknownInventoryOrdersNothing(clear(), decision(4, 5, start("a", 1))))
                .doesNotThrowAnyException();
    }

    @Test
    void checkCoversWhatOneDecisionCanShow() {
        assertThatCode(() -> Invariants.check(1, 10, REQUIRED, clear(), decision(4, 5, start("a", 1))))
                .doesNotThrowAnyException();
        assertBreaks(1, () -> Invariants.check(1, 4, REQUIRED, clear(), decision(4, 5)));
        assertBreaks(2, () -> Invariants.check(1, 10, REQUIRED, blind(), decision(4, 3)));
        assertBreaks(11, () -> Invariants.check(1, 10, REQUIRED, clear(), decision(4, 5, start("a", 2))));
        assertBreaks(15, () -> Invariants.check(1, 10, REQUIRED, blind(), decision(4, 5, start("a", 1))));
    }

    @Test
    void anEarlierScaleInAfterARestartIsFound() {
        List<Decision> calm = List.of(decision(4, 4), decision(4, 4), decision(4, 4), decision(4, 3));
        assertBreaks(
                10,
                () -> comparison(calm, decision(4, 4), null, decision(4, 3), decision(3, 3))
                        .noEarlierScaleIn(1, /* slack= */ 0));
        assertThatCode(() -> comparison(calm, decision(4, 4), null, decision(4, 3), decision(3, 3))
                        .noEarlierScaleIn(1, /* slack= */ 1))
                .doesNotThrowAnyException();
        assertThatCode(() -> comparison(calm, decision(4, 4), null, decision(4, 4), decision(4, 3))
                        .noEarlierScaleIn(1, /* slack= */ 0))
                .doesNotThrowAnyException();
    }

    @Test
    void moreOrdersAfterARestartAreFound() {
        List<Decision> once = List.of(decision(4, 5, start("a", 1)), decision(5, 5));
        assertBreaks(
                10,
                () -> comparison(once, decision(4, 5, start("a", 1)), decision(5, 5, start("b", 1)))
                        .noMoreOrdered());
        assertThatCode(() -> comparison(once, decision(4, 5, start("a", 1)), decision(5, 5))
                        .noMoreOrdered())
                .doesNotThrowAnyException();
    }

    private static RestartComparison comparison(
            List<Decision> uninterrupted, @org.jspecify.annotations.Nullable Decision... interrupted) {
        return new RestartComparison(uninterrupted, Arrays.asList(interrupted));
    }

    private static void assertBreaks(int invariant, ThrowingCallable check) {
        assertThatThrownBy(check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("invariant " + invariant + ":")
                .hasMessageContaining("replicas");
    }

    private static Observation clear() {
        return new VirtualTarget(Scenario.steady(SETUP, 1, 2, 1)).observe();
    }

    private static Observation blind() {
        return Observation.of(Instant.EPOCH, 1, Map.of(), Inventory.unknown("no answer"));
    }

    private static Order start(String id, int count) {
        return new Order.Start(id, TargetSetup.POOL, count, Duration.ofMinutes(1));
    }

    /** All of {@code from} are ready. */
    private static Decision decision(int from, int to, Order... orders) {
        return new Decision(
                new Stamp(TargetSetup.TARGET, 1, Instant.EPOCH, 1),
                from,
                to,
                List.of(),
                List.of(),
                new Combination(to, ReasonCode.CUSTOM, List.of()),
                List.of(),
                new Decision.Ordering(new Capacity(from, 0, 0, /* demand= */ null), List.of(orders)));
    }
}
