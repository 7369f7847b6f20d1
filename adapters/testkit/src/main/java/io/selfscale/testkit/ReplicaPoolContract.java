package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.spi.ReplicaPool;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ReplicaPool} must do. Implement it in a test class; the pool has to have room for three replicas.
 * Whoever makes the pool closes it after each test.
 */
public interface ReplicaPoolContract {

    /** Returns the pool under test: empty at the start of each test, and the same one throughout it. */
    ReplicaPool pool();

    /** Returns how to wait for what the pool does in its own time. */
    Await await();

    /** Returns the deadline of start orders, by default a minute. */
    default Duration startDeadline() {
        return Duration.ofMinutes(1);
    }

    /** Returns the time that replicas get to drain, by default five seconds. */
    default Duration drainDeadline() {
        return Duration.ofSeconds(5);
    }

    /** Returns a number of replicas of which the pool refuses some or all, or null if it never does. */
    default @Nullable Integer tooMany() {
        return null;
    }

    /** Tells whether the pool keeps fencing tokens, as one must that several autoscalers can reach; by default not. */
    default boolean keepsFencingTokens() {
        return false;
    }

    @Test
    default void refusesOrdersOfAFormerHolderOfTheLease() throws Exception {
        Assumptions.assumeTrue(keepsFencingTokens(), "this pool is reached by one autoscaler only");
        assertThat(pool().carryOut(start("start-1", 1), 7).status()).isEqualTo(OrderOutcome.Status.ACCEPTED);
        OrderOutcome late = pool().carryOut(start("start-2", 1), 6);
        assertThat(late.status()).isEqualTo(OrderOutcome.Status.REFUSED);
        assertThat(late.reason()).isNotBlank();
        // The one that took over may give the very order that was refused: it was saved before it left.
        assertThat(pool().carryOut(start("start-2", 1), 8).status()).isEqualTo(OrderOutcome.Status.ACCEPTED);
        assertThat(pool().carryOut(start("start-3", 1), 8).status()).isEqualTo(OrderOutcome.Status.ACCEPTED);
        await().until("3 replicas are ready", () -> count(ReplicaState.READY) == 3);
    }

    @Test
    default void hasANameThatStays() {
        assertThat(pool().name()).isNotBlank().isEqualTo(pool().name());
    }

    @Test
    default void isEmptyAtFirst() throws Exception {
        assertThat(replicas()).isEmpty();
    }

    @Test
    default void bringsWhatItStartsToReady() throws Exception {
        Order.Start order = start("start-1", 2);
        OrderOutcome outcome = pool().carryOut(order);
        assertThat(outcome).isEqualTo(OrderOutcome.accepted(order));
        await().until("2 replicas are ready", () -> count(ReplicaState.READY) == 2);
        assertThat(replicas()).hasSize(2).allSatisfy(replica -> {
            assertThat(replica.pool()).isEqualTo(pool().name());
            assertThat(replica.orderId()).isEqualTo("start-1");
        });
        assertThat(replicas()).extracting(Replica::id).doesNotHaveDuplicates();
    }

    @Test
    default void listsWhatItTookOnAsInFlightOrReady() throws Exception {
        pool().carryOut(start("start-1", 1));
        await().until("the replica is listed", () -> !replicas().isEmpty());
        ReplicaState state = replicas().get(0).state();
        assertThat(state.isInFlight() || state == ReplicaState.READY)
                .as("in flight or ready, but was %s", state)
                .isTrue();
    }

    @Test
    default void startsOnceForAnOrderThatIsRepeated() throws Exception {
        Order order = start("start-1", 1);
        OrderOutcome first = pool().carryOut(order);
        OrderOutcome second = pool().carryOut(order);
        await().until("the replica is ready", () -> count(ReplicaState.READY) == 1);
        OrderOutcome third = pool().carryOut(order);
        assertThat(List.of(second, third)).containsOnly(first);
        assertThat(replicas()).hasSize(1);
    }

    @Test
    default void stopsAReadyReplicaAndListsHowItEnded() throws Exception {
        pool().carryOut(start("start-1", 2));
        await().until("2 replicas are ready", () -> count(ReplicaState.READY) == 2);
        String victim = replicas().get(0).id();
        Order order = stop("stop-1", victim);
        OrderOutcome outcome = pool().carryOut(order);
        assertThat(outcome).isEqualTo(OrderOutcome.accepted(order));
        await().until("it is gone", () -> state(victim) == ReplicaState.GONE);
        assertThat(find(victim).orderId()).isEqualTo("start-1");
        assertThat(count(ReplicaState.READY)).isEqualTo(1);
    }

    @Test
    default void stopsOnceForAnOrderThatIsRepeated() throws Exception {
        pool().carryOut(start("start-1", 2));
        await().until("2 replicas are ready", () -> count(ReplicaState.READY) == 2);
        String victim = replicas().get(0).id();
        Order order = stop("stop-1", victim);
        OrderOutcome first = pool().carryOut(order);
        await().until("it is gone", () -> state(victim) == ReplicaState.GONE);
        assertThat(pool().carryOut(order)).isEqualTo(first);
        assertThat(count(ReplicaState.READY)).isEqualTo(1);
    }

    @Test
    default void cancelsAReplicaOnItsWay() throws Exception {
        pool().carryOut(start("start-1", 1));
        await().until("the replica is listed", () -> !replicas().isEmpty());
        String victim = replicas().get(0).id();
        pool().carryOut(stop("stop-1", victim));
        await().until("it has ended", () -> state(victim).isTerminal());
        assertThat(state(victim)).as("ended as ordered").isEqualTo(ReplicaState.GONE);
        assertThat(count(ReplicaState.READY)).isZero();
    }

    @Test
    default void ignoresReplicasItDoesNotKnow() throws Exception {
        pool().carryOut(start("start-1", 1));
        await().until("the replica is ready", () -> count(ReplicaState.READY) == 1);
        OrderOutcome outcome = pool().carryOut(stop("stop-1", "nobody-knows-me"));
        assertThat(outcome.orderId()).isEqualTo("stop-1");
        assertThat(count(ReplicaState.READY)).isEqualTo(1);
        assertThat(replicas()).hasSize(1);
    }

    @Test
    default void replacesAReplicaUnderANewId() throws Exception {
        pool().carryOut(start("start-1", 1));
        await().until("the replica is ready", () -> count(ReplicaState.READY) == 1);
        String old = replicas().get(0).id();
        pool().carryOut(stop("stop-1", old));
        await().until("it is gone", () -> state(old) == ReplicaState.GONE);
        pool().carryOut(start("start-2", 1));
        await().until("the next one is ready", () -> count(ReplicaState.READY) == 1);
        Replica next = replicas().stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .findFirst()
                .orElseThrow();
        assertThat(next.id()).isNotEqualTo(old);
        assertThat(next.orderId()).isEqualTo("start-2");
    }

    @Test
    default void givesAReasonForWhatItRefuses() throws Exception {
        Integer tooMany = tooMany();
        Assumptions.assumeTrue(tooMany != null, "this pool never refuses");
        if (tooMany != null) {
            OrderOutcome outcome = pool().carryOut(start("start-1", tooMany));
            assertThat(outcome.status()).isIn(OrderOutcome.Status.PARTLY_ACCEPTED, OrderOutcome.Status.REFUSED);
            assertThat(outcome.reason()).isNotBlank();
            assertThat(outcome.granted()).isLessThan(tooMany);
            assertThat(outcome.status() == OrderOutcome.Status.REFUSED)
                    .as("refused if nothing is granted")
                    .isEqualTo(outcome.granted() == 0);
        }
    }

    private Order.Start start(String id, int count) {
        return new Order.Start(id, pool().name(), count, startDeadline());
    }

    private Order.Stop stop(String id, String replica) {
        return new Order.Stop(id, pool().name(), List.of(replica), drainDeadline());
    }

    private List<Replica> replicas() throws Exception {
        Inventory inventory = pool().inventory();
        assertThat(inventory).isInstanceOf(Inventory.Known.class);
        return inventory.replicas();
    }

    private long count(ReplicaState state) throws Exception {
        return replicas().stream().filter(replica -> replica.state() == state).count();
    }

    private Replica find(String id) throws Exception {
        return replicas().stream()
                .filter(replica -> replica.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("replica " + id + " must still be listed"));
    }

    private ReplicaState state(String id) throws Exception {
        return find(id).state();
    }
}
