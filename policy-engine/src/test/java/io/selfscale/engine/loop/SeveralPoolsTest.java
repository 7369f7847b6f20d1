package io.selfscale.engine.loop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.ManualTime;
import io.selfscale.testkit.RecordingJournal;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several pools are one to the decision, and each gets its own orders. */
class SeveralPoolsTest {

    private final ManualTime time = new ManualTime();
    private final LoopRig rig = new LoopRig(time);
    private final FakePool cheap = rig.pool("cheap");
    private final FakePool dear = rig.pool("dear");
    private final ScalingSpec spec = LoopRig.spec()
            .pool(PoolSpec.of("cheap").pricedPerHour(1).withQuota(3))
            .pool(PoolSpec.of("dear").pricedPerHour(5))
            .build();

    private Decision last() {
        List<Decision> decisions = rig.listener.decisions();
        return decisions.get(decisions.size() - 1);
    }

    private Inventory seen() {
        List<RecordingJournal.Entry> entries = rig.journal.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i) instanceof RecordingJournal.Decided decided) {
                return decided.observation().inventory();
            }
        }
        throw new AssertionError("nothing was decided");
    }

    @Test
    void ordersGoToThePoolOfTheirName() throws IOException {
        rig.queue = 50;
        rig.start(spec);
        time.advance(ofSeconds(10));
        assertThat(cheap.ready()).hasSize(3);
        assertThat(dear.ready()).hasSize(2);
        assertThat(cheap.orders()).allMatch(order -> order.pool().equals("cheap"));
        assertThat(dear.orders()).allMatch(order -> order.pool().equals("dear"));
        assertThat(last().capacity().ready()).isEqualTo(5);
        assertThat(seen().replicas()).extracting(Replica::pool).contains("cheap", "dear");

        rig.queue = 20;
        time.advance(ofSeconds(10));
        assertThat(cheap.ready()).hasSize(2);
        assertThat(dear.ready()).isEmpty();
    }

    @Test
    void onePoolThatCannotBeReadMakesAllUnknownWithItsName() throws IOException {
        rig.start(spec);
        time.advance(ofSeconds(10));
        int orders = cheap.orders().size() + dear.orders().size();
        dear.failInventory("quota service down");
        rig.queue = 90;
        time.advance(ofSeconds(10));
        assertThat(seen()).isEqualTo(Inventory.unknown("pool dear: quota service down"));
        assertThat(cheap.orders().size() + dear.orders().size()).isEqualTo(orders);
        cheap.blindInventory("maintenance");
        time.advance(ofSeconds(1));
        assertThat(seen()).isEqualTo(Inventory.unknown("pool cheap: maintenance; pool dear: quota service down"));
        cheap.recover();
        dear.recover();
        time.advance(ofSeconds(10));
        assertThat(cheap.ready().size() + dear.ready().size()).isEqualTo(9);
    }

    @Test
    void aPoolThatRefusesOrHangsDoesNotHoldUpTheOther() throws IOException {
        cheap.failOrders("down");
        rig.queue = 50;
        rig.start(spec);
        time.advance(ofSeconds(10));
        assertThat(dear.ready()).hasSize(2);
        assertThat(cheap.ready()).isEmpty();
        cheap.recover();
        time.advance(ofSeconds(30));
        assertThat(cheap.ready()).hasSize(3);
    }

    @Test
    void aReplicaThatTwoPoolsClaimCountsForNeither() throws IOException {
        cheap.addReady(2);
        rig.pools.set(1, new Mirror("dear", cheap));
        rig.start(spec);
        time.advance(ofSeconds(3));
        assertThat(seen())
                .isInstanceOfSatisfying(
                        Inventory.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .startsWith("pools cheap and cheap both list replica cheap-1"));
        assertThat(cheap.orders()).isEmpty();
    }

    @Test
    void everySignalNeedsASourceAndEveryPoolAnActuator() {
        rig.pools.remove(1);
        rig.sources.clear();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.shell(spec))
                .withMessageContaining("signal queue_length has no source")
                .withMessageContaining("pool dear has nothing that starts and stops its replicas; there is [cheap]");
        rig.pools.add(cheap);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.shell(spec))
                .withMessageContaining("two pools are named cheap");
    }

    /**
     * A second pool over the same machines.
     *
     * @param name its name
     * @param pool the first one
     */
    private record Mirror(String name, ReplicaPool pool) implements ReplicaPool {
        @Override
        public Inventory inventory() throws Exception {
            return pool.inventory();
        }

        @Override
        public OrderOutcome carryOut(Order order) throws Exception {
            return pool.carryOut(order);
        }
    }
}
