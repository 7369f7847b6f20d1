package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.ReplicaState;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessPoolStartTest {
    private final PoolFixture fixture = new PoolFixture(builder -> builder.maxReplicas(3));
    private final ManualTime time = fixture.time;
    private final FakeProcesses processes = fixture.processes;
    private final ProcessPool pool = fixture.pool;

    @Test
    void acceptsAtOnceAndStartsAfterwards() {
        OrderOutcome outcome = pool.carryOut(new Order.Start("o", "w", 2, Duration.ofMinutes(1)));

        assertThat(outcome).isEqualTo(new OrderOutcome("o", OrderOutcome.Status.ACCEPTED, 2, ""));
        assertThat(processes.count()).isZero();
        assertThat(pool.workers())
                .extracting(Worker::id, Worker::index, Worker::pid, Worker::port, Worker::state)
                .containsExactly(
                        tuple("w-1", 0, -1L, -1, ReplicaState.ACCEPTED),
                        tuple("w-2", 1, -1L, -1, ReplicaState.ACCEPTED));
    }

    @Test
    void measuresTheStartUpByPhase() {
        processes.ready(false);
        fixture.start(1);
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.STARTING);

        time.advance(Duration.ofMillis(250));
        processes.ready(true);
        time.advance(Duration.ofMillis(50));

        Worker worker = fixture.worker("w-1");
        assertThat(worker.isReady()).isTrue();
        assertThat(worker.pid()).isEqualTo(1000);
        assertThat(worker.port()).isEqualTo(40_000);
        assertThat(worker.startup()).isEqualTo(new StartupTimes(Duration.ZERO, Duration.ofMillis(300)));
        assertThat(worker.readyAt()).isEqualTo(worker.acceptedAt().plusMillis(300));
        assertThat(fixture.events.log()).containsExactly("ready w-1");
    }

    @Test
    void fillsInThePlaceholders() {
        fixture.start(1);

        assertThat(processes.lastLaunch().command().subList(1, 3)).containsExactly("--port", "40000");
    }

    @Test
    void reportsReplicasWithTheirOrderAndAges() {
        processes.ready(false);
        fixture.start(1);
        time.advance(Duration.ofMillis(9_950));
        processes.ready(true);
        // Across the point where the ticker wraps around.
        time.advance(Duration.ofMillis(150));

        assertThat(fixture.replica("w-1").orderId()).isEqualTo("start-1");
        assertThat(fixture.replica("w-1").pool()).isEqualTo("w");
        assertThat(fixture.replica("w-1").age()).isEqualTo(Duration.ofMillis(10_100));
        assertThat(fixture.replica("w-1").inState()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void repeatsTheOutcomeOfAnOrderWithoutCarryingItOutAgain() {
        Order.Start order = new Order.Start("o", "w", 2, Duration.ofMinutes(1));
        OrderOutcome first = pool.carryOut(order);
        time.advance(Duration.ZERO);

        assertThat(pool.carryOut(order)).isEqualTo(first);
        time.advance(Duration.ZERO);
        assertThat(processes.count()).isEqualTo(2);
    }

    @Test
    void grantsWhatFitsUnderTheCapAndSaysWhyNotMore() {
        OrderOutcome partly = fixture.start(5);
        OrderOutcome refused = fixture.start(1);

        assertThat(partly.status()).isEqualTo(OrderOutcome.Status.PARTLY_ACCEPTED);
        assertThat(partly.granted()).isEqualTo(3);
        assertThat(partly.reason()).isEqualTo("the pool is capped at 3 replicas and has 0");
        assertThat(refused.status()).isEqualTo(OrderOutcome.Status.REFUSED);
        assertThat(refused.reason()).isEqualTo("the pool is capped at 3 replicas and has 3");
        assertThat(processes.count()).isEqualTo(3);
    }

    @Test
    void refusesAnOrderForAnotherPool() {
        OrderOutcome outcome = pool.carryOut(new Order.Start("o", "other", 1, Duration.ofMinutes(1)));

        assertThat(outcome.status()).isEqualTo(OrderOutcome.Status.REFUSED);
        assertThat(outcome.reason()).isEqualTo("the order is for pool other but this is pool w");
    }

    @Test
    void expiresByTheDeadlineOfTheOrderFromAcceptance() {
        processes.ready(false);
        fixture.start(1, Duration.ofSeconds(20));

        time.advance(Duration.ofMillis(19_999));
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.STARTING);
        time.advance(Duration.ofMillis(1));

        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.EXPIRED);
        assertThat(fixture.worker("w-1").cause()).isEqualTo("not ready within 20 s");
        assertThat(processes.of("w-1").kills()).isEqualTo(1);
        assertThat(fixture.events.log()).containsExactly("ended w-1");
    }

    @Test
    void expiresByTheDeadlineOfThePoolIfThatIsEarlier() {
        PoolFixture other = new PoolFixture(builder -> builder.startDeadline(Duration.ofMillis(2500)));
        other.processes.ready(false);
        other.start(1, Duration.ofSeconds(20));

        other.time.advance(Duration.ofMillis(2500));

        assertThat(other.state("w-1")).isEqualTo(ReplicaState.EXPIRED);
        assertThat(other.worker("w-1").cause()).isEqualTo("not ready within 2.5 s");
    }

    @Test
    void doesNotExpireWhatIsReady() {
        fixture.start(1, Duration.ofSeconds(20));

        time.advance(Duration.ofMinutes(10));

        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.READY);
    }

    @Test
    void reportsAProcessThatCannotBeStarted() {
        processes.refuse("no such file");
        fixture.start(1);

        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.FAILED);
        assertThat(fixture.worker("w-1").cause()).isEqualTo("could not be started: no such file");
        assertThat(fixture.events.log()).containsExactly("ended w-1");
    }

    @Test
    void givesFreedIndicesToNewWorkersAndIdsOnlyOnce() {
        fixture.startReady(3);
        processes.of("w-2").end(1);
        time.advance(Duration.ofSeconds(1));
        fixture.start(1);

        assertThat(fixture.worker("w-4").index()).isEqualTo(1);
        assertThat(pool.workers()).extracting(Worker::id).containsExactly("w-1", "w-2", "w-4", "w-3");
    }

    @Test
    void keepsTheIndexOfACancelledWorkerUntilItsProcessHasEnded() {
        processes.ready(false);
        fixture.start(1);
        processes.of("w-1").ignoringKill();
        fixture.stop(Duration.ZERO, "w-1");
        fixture.start(1);
        processes.of("w-1").end(137);
        time.advance(Duration.ZERO);
        fixture.start(1);

        assertThat(fixture.worker("w-2").index()).isEqualTo(1);
        assertThat(fixture.worker("w-3").index()).isZero();
    }

    @Test
    void choosesAPortThatNoOtherWorkerWasGiven() {
        List<Set<Integer>> avoided = new ArrayList<>();
        PoolFixture other = new PoolFixture(builder -> builder.ports(taken -> {
            avoided.add(taken);
            return 40_000 + taken.size();
        }));
        other.start(2);

        assertThat(avoided).containsExactly(Set.of(), Set.of(40_000));
    }
}
