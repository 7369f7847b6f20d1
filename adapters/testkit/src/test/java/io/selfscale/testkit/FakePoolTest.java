package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.spi.ReplicaPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakePoolTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final FakePool pool = new FakePool("main", time, Duration.ofSeconds(20));

    @Test
    void replicasStartOnTheTicker() throws Exception {
        pool.carryOut(start("o1", 1));
        assertThat(states()).containsExactly(ReplicaState.ACCEPTED);
        time.advance(SECOND.multipliedBy(10));
        assertThat(states()).containsExactly(ReplicaState.STARTING);
        time.advance(SECOND.multipliedBy(10));
        assertThat(states()).containsExactly(ReplicaState.READY);
        time.advance(SECOND.multipliedBy(3));
        Replica replica = pool.inventory().replicas().get(0);
        assertThat(replica.age()).isEqualTo(SECOND.multipliedBy(23));
        assertThat(replica.inState()).isEqualTo(SECOND.multipliedBy(3));
    }

    @Test
    void anOrderOfAFormerHolderHasNoEffectAndTheSameOneOfTheNextHas() throws Exception {
        pool.carryOut(start("o1", 1), 5);
        assertThat(pool.carryOut(start("o2", 1), 4).reason()).isEqualTo("its fencing token 4 is older than 5");
        assertThat(pool.carriedOut()).hasSize(1);
        assertThat(pool.fenced()).extracting(Order::id).containsExactly("o2");
        assertThat(pool.carryOut(start("o2", 1), 6)).isEqualTo(OrderOutcome.accepted(start("o2", 1)));
        assertThat(pool.carriedOut()).hasSize(2);
    }

    @Test
    void replicasDrainAndStayListedForAMinute() throws Exception {
        pool.addReady(1).drainFor(Duration.ofHours(1));
        String id = pool.ready().get(0);
        pool.carryOut(new Order.Stop("o1", "main", List.of(id), SECOND.multipliedBy(5)));
        assertThat(states()).containsExactly(ReplicaState.DRAINING);
        time.advance(SECOND.multipliedBy(5));
        assertThat(states()).containsExactly(ReplicaState.GONE);
        time.advance(SECOND.multipliedBy(60));
        assertThat(states()).containsExactly(ReplicaState.GONE);
        time.advance(SECOND);
        assertThat(states()).isEmpty();
    }

    @Test
    void acceptsInPartAndRefusesBeyondItsLimit() throws Exception {
        pool.addReady(1).limitTo(3, "quota");
        assertThat(pool.carryOut(start("o1", 5)))
                .isEqualTo(new OrderOutcome("o1", OrderOutcome.Status.PARTLY_ACCEPTED, 2, "quota"));
        assertThat(pool.carryOut(start("o2", 1)).status()).isEqualTo(OrderOutcome.Status.REFUSED);
        pool.recover();
        assertThat(pool.carryOut(start("o3", 1)).status()).isEqualTo(OrderOutcome.Status.ACCEPTED);
        assertThat(pool.carryOut(start("o2", 1)).status())
                .as("the answer to an order stays what it was")
                .isEqualTo(OrderOutcome.Status.REFUSED);
    }

    @Test
    void failsOrdersWithoutEffect() throws Exception {
        pool.failOrders("no route");
        assertThatThrownBy(() -> pool.carryOut(start("o1", 1))).isInstanceOf(IOException.class);
        assertThat(states()).isEmpty();
        assertThat(pool.orders()).hasSize(1);
        assertThat(pool.carriedOut()).isEmpty();
    }

    @Test
    void losesAnswersButNotOrders() throws Exception {
        pool.loseAnswers("timeout");
        assertThatThrownBy(() -> pool.carryOut(start("o1", 2))).isInstanceOf(IOException.class);
        pool.recover();
        assertThat(pool.carryOut(start("o1", 2)).granted()).isEqualTo(2);
        assertThat(states()).hasSize(2);
        assertThat(pool.orders()).hasSize(2);
        assertThat(pool.carriedOut()).hasSize(1);
    }

    @Test
    void hangsUntilItRecovers() throws Exception {
        pool.hangOrders();
        pool.hangInventory();
        CompletableFuture<OrderOutcome> order = Background.run(() -> pool.carryOut(start("o1", 1)));
        CompletableFuture<Inventory> listing = Background.run(pool::inventory);
        pool.awaitHangingOrder(Duration.ofMinutes(1));
        pool.awaitHangingInventory(Duration.ofMinutes(1));
        assertThat(order).isNotDone();
        assertThat(listing).isNotDone();
        pool.recover();
        assertThat(order).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(listing).succeedsWithin(60, TimeUnit.SECONDS);
    }

    @Test
    void hangingCallsEndWhenInterrupted() {
        pool.hangOrders();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> pool.carryOut(start("o1", 1))).isInstanceOf(InterruptedException.class);
        assertThat(pool.carriedOut()).isEmpty();
    }

    @Test
    void losesReplicas() throws Exception {
        pool.addReady(2);
        pool.crash(pool.ready().get(0));
        assertThat(states()).containsExactlyInAnyOrder(ReplicaState.FAILED, ReplicaState.READY);
        assertThat(pool.count().ready()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> pool.crash("nobody"));
    }

    @Test
    void neverBecomesReadyIfToldSo() throws Exception {
        pool.startNothingReady();
        pool.carryOut(start("o1", 1));
        time.advance(Duration.ofDays(1));
        assertThat(pool.count().inFlight()).isEqualTo(1);
    }

    @Test
    void cannotBeListed() throws Exception {
        pool.addReady(1);
        pool.blindInventory("forbidden");
        assertThat(pool.inventory()).isEqualTo(Inventory.unknown("forbidden"));
        pool.failInventory("no route");
        assertThatThrownBy(pool::inventory).hasMessage("no route");
        pool.recover();
        assertThat(states()).containsExactly(ReplicaState.READY);
    }

    @Test
    void listsLateWhatWasOrdered() throws Exception {
        pool.addReady(1).listLate(SECOND);
        pool.carryOut(start("o1", 1));
        pool.carryOut(new Order.Stop("o2", "main", List.of(pool.ready().get(0)), SECOND));
        assertThat(states()).containsExactly(ReplicaState.READY);
        assertThat(pool.count().ready()).isZero();
        assertThat(pool.count().inFlight()).isEqualTo(1);
        time.advance(SECOND);
        assertThat(states()).containsExactly(ReplicaState.GONE, ReplicaState.ACCEPTED);
    }

    private List<ReplicaState> states() throws Exception {
        return pool.inventory().replicas().stream().map(Replica::state).toList();
    }

    private static Order start(String id, int count) {
        return new Order.Start(id, "main", count, Duration.ofMinutes(1));
    }

    @Nested
    class KeepsTheContract implements ReplicaPoolContract {

        private final FakePool fresh = new FakePool("fresh", time, Duration.ofSeconds(10));

        @BeforeEach
        void makesItLimited() {
            fresh.limitTo(3, "quota of 3 replicas");
            fresh.drainFor(SECOND.multipliedBy(2));
        }

        @Override
        public ReplicaPool pool() {
            return fresh;
        }

        @Override
        public Await await() {
            return Await.on(time, SECOND, 30);
        }

        @Override
        public boolean keepsFencingTokens() {
            return true;
        }

        @Override
        public Integer tooMany() {
            return 4;
        }
    }

    @Nested
    class KeepsTheContractWhenAnOrderIsSeenLate extends KeepsTheContract {

        @BeforeEach
        void listsLate() {
            ((FakePool) pool()).listLate(SECOND.multipliedBy(3));
        }
    }
}
