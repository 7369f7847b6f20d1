package io.selfscale.engine.pain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.RulePolicy;
import io.selfscale.engine.lease.InMemoryLease;
import io.selfscale.engine.loop.ControlLoop;
import io.selfscale.engine.loop.LoopRig;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.spi.Lease;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.InMemoryStateStore;
import io.selfscale.testkit.ManualExecutor;
import io.selfscale.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Pain 19: two controllers fight over one target. At most one of them has an effect, whatever the network does. */
class Pain19TwoControllersTest {

    private final ManualTime time = new ManualTime();
    private final InMemoryLease.Register register = new InMemoryLease.Register(time);
    private final InMemoryStateStore store = new InMemoryStateStore();
    private final FakePool pool = new FakePool("main", time, ofSeconds(2)).addReady(2);
    private final List<Accepted> accepted = new ArrayList<>();
    private ScalingSpec spec = LoopRig.spec("main").build();

    /**
     * An order that was not refused.
     *
     * @param by the engine that gave it
     * @param token with this token
     */
    private record Accepted(String by, long token) {}

    /** One engine, which can be cut off from the lease, and frozen in the middle of an order. */
    private final class Engine {
        private final LoopRig rig = new LoopRig(time);
        private final ManualExecutor frozen = new ManualExecutor();
        private final ControlLoop loop;
        private boolean cutOff;
        private boolean freezes;

        Engine(String name) throws IOException {
            InMemoryLease lease = new InMemoryLease(register);
            rig.store = store;
            rig.lease = new Lease() {
                @Override
                public OptionalLong hold(Duration length) throws IOException {
                    if (cutOff) {
                        throw new IOException("no route to the lease");
                    }
                    return lease.hold(length);
                }

                @Override
                public void close() {
                    lease.close();
                }
            };
            rig.pools.add(new Observed(name));
            rig.executor = task -> {
                if (freezes) {
                    frozen.execute(task);
                } else {
                    task.run();
                }
            };
            loop = rig.start(spec);
        }

        Decision last() {
            List<Decision> decisions = rig.listener.decisions();
            return decisions.get(decisions.size() - 1);
        }
    }

    /** The one pool, as one engine reaches it. */
    private final class Observed implements ReplicaPool {
        private final String by;

        Observed(String by) {
            this.by = by;
        }

        @Override
        public String name() {
            return pool.name();
        }

        @Override
        public Inventory inventory() throws Exception {
            return pool.inventory();
        }

        @Override
        public OrderOutcome carryOut(Order order) {
            throw new AssertionError("an order without a token");
        }

        @Override
        public OrderOutcome carryOut(Order order, long token) throws Exception {
            OrderOutcome outcome = pool.carryOut(order, token);
            if (outcome.status() != OrderOutcome.Status.REFUSED) {
                accepted.add(new Accepted(by, token));
            }
            return outcome;
        }
    }

    private void checkOneWriter() {
        Map<Long, String> holders = new HashMap<>();
        long greatest = Long.MIN_VALUE;
        for (Accepted order : accepted) {
            assertThat(order.token())
                    .as("an order after one with a greater token")
                    .isGreaterThanOrEqualTo(greatest);
            greatest = order.token();
            String other = holders.putIfAbsent(order.token(), order.by());
            assertThat(other == null || other.equals(order.by()))
                    .as("token %d is of one engine", order.token())
                    .isTrue();
        }
    }

    @Test
    void oneDecidesAndTheOtherStandsBy() throws IOException {
        Engine a = new Engine("a");
        Engine b = new Engine("b");
        a.rig.queue = 50;
        b.rig.queue = 90;
        time.advance(ofSeconds(10));
        assertThat(a.loop.isLeading()).isTrue();
        assertThat(b.loop.isLeading()).isFalse();
        assertThat(b.rig.listener.decisions()).isEmpty();
        assertThat(b.rig.journal.entries()).isEmpty();
        assertThat(pool.ready()).hasSize(5);
    }

    @Test
    void theOtherTakesUpTheStateWhenTheLeaseRunsOut() throws IOException {
        Engine a = new Engine("a");
        Engine b = new Engine("b");
        a.rig.queue = 50;
        b.rig.queue = 50;
        time.advance(ofSeconds(10));
        int decisions = a.rig.listener.decisions().size();
        a.cutOff = true;
        time.advance(ofSeconds(10));
        assertThat(a.rig.listener.decisions())
                .as("it no longer knows whether it may")
                .hasSize(decisions);
        assertThat(a.loop.isLeading()).isFalse();
        assertThat(b.loop.isLeading()).isTrue();
        assertThat(b.rig.listener.decisions().get(0).from())
                .as("the count that was decided")
                .isEqualTo(5);
        b.rig.queue = 60;
        time.advance(ofSeconds(10));
        assertThat(pool.ready()).hasSize(6);
        a.cutOff = false;
        time.advance(ofSeconds(10));
        assertThat(a.loop.isLeading()).isFalse();
        checkOneWriter();
    }

    @Test
    void aLeaseThatIsGivenUpIsTakenAtTheNextTick() throws IOException {
        Engine a = new Engine("a");
        Engine b = new Engine("b");
        time.advance(ofSeconds(3));
        a.loop.stop();
        assertThat(a.loop.released()).isCompleted();
        time.advance(ofSeconds(1));
        assertThat(b.loop.isLeading()).isTrue();
        b.rig.queue = 40;
        time.advance(ofSeconds(5));
        assertThat(pool.ready()).hasSize(4);
    }

    @Test
    void anOrderThatWasFrozenOnItsWayIsRefusedWhenItArrives() throws IOException {
        Engine a = new Engine("a");
        Engine b = new Engine("b");
        time.advance(ofSeconds(3));
        // Its order is about to be given again when it freezes; the lease expires, and the other one goes on.
        pool.failOrders("busy");
        a.rig.queue = 90;
        b.rig.queue = 40;
        time.advance(ofSeconds(1));
        a.freezes = true;
        pool.recover();
        time.advance(ofSeconds(15));
        assertThat(a.loop.isLeading()).isFalse();
        assertThat(b.loop.isLeading()).isTrue();
        assertThat(pool.ready()).hasSize(4);
        List<String> before = pool.ready();
        a.freezes = false;
        a.frozen.runAll();
        time.advance(ofSeconds(15));
        assertThat(pool.fenced()).as("it arrived, too late").isNotEmpty();
        assertThat(pool.ready()).isEqualTo(before);
        checkOneWriter();
    }

    @Test
    void aStaleTokenIsRefusedByThePool() throws Exception {
        Order old = new Order.Start("old-1", "main", 3, ofSeconds(60));
        pool.carryOut(new Order.Start("new-1", "main", 1, ofSeconds(60)), 2);
        assertThat(pool.carryOut(old, 1).status()).isEqualTo(OrderOutcome.Status.REFUSED);
        assertThat(pool.fenced()).containsExactly(old);
        assertThat(pool.count().inFlight()).isEqualTo(1);
    }

    @Test
    void atMostOneHasAnEffectThroughAnHourOfPartitions() throws IOException {
        SplittableRandom random = new SplittableRandom(1119);
        List<Engine> engines = List.of(new Engine("a"), new Engine("b"), new Engine("c"));
        for (int second = 0; second < 3600; second++) {
            if (random.nextInt(7) == 0) {
                Engine engine = engines.get(random.nextInt(engines.size()));
                engine.cutOff = !engine.cutOff;
            }
            if (random.nextInt(11) == 0) {
                Engine engine = engines.get(random.nextInt(engines.size()));
                engine.freezes = !engine.freezes;
                if (!engine.freezes) {
                    engine.frozen.runAll();
                }
            }
            double queue = 10 + random.nextInt(90);
            engines.forEach(engine -> engine.rig.queue = queue);
            time.advance(ofSeconds(1));
            checkNumberOfLeaders(engines);
        }
        checkOneWriter();
        assertThat(accepted.stream().map(Accepted::by).distinct())
                .as("or there was no partition")
                .hasSize(3);
        assertThat(accepted.stream().map(Accepted::token).distinct().count()).isGreaterThan(50);
        assertThat(time.failures()).isEmpty();

        engines.forEach(engine -> {
            engine.cutOff = false;
            engine.freezes = false;
            engine.frozen.runAll();
            engine.rig.queue = 30;
        });
        time.advance(ofMinutes(2));
        assertThat(engines.stream().filter(engine -> engine.loop.isLeading())).hasSize(1);
        assertThat(pool.ready()).as("and it comes to rest").hasSize(3);
    }

    /** One that was cut off finds out at its next tick at the latest; a frozen one when it wakes. */
    private static void checkNumberOfLeaders(List<Engine> engines) {
        assertThat(engines.stream().filter(engine -> engine.loop.isLeading() && !engine.freezes && !engine.cutOff))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatAPersonChangesIsAdoptedAndReported() throws IOException {
        spec = ScalingSpec.builder(ScalingTarget.of("shop").replicas(1, 20))
                .signal(LoopRig.QUEUE)
                .policy(RulePolicy.pure("content", view -> Proposal.hold(ReasonCode.CUSTOM)))
                .pool(PoolSpec.of("main"))
                .outsideChange(OutsideChange.ADOPT)
                .build();
        Engine a = new Engine("a");
        Engine b = new Engine("b");
        time.advance(ofSeconds(5));
        pool.addReady(3);
        time.advance(ofSeconds(5));
        assertThat(a.last().to()).isEqualTo(5);
        assertThat(pool.orders()).as("adopted, not undone").isEmpty();
        assertThat(a.rig.listener.decisions().stream().flatMap(decision -> decision.notes().alarms().stream()))
                .anyMatch(alarm -> alarm.reason() == ReasonCode.OUTSIDE_CHANGE);
        assertThat(b.loop.isLeading()).isFalse();
    }
}
