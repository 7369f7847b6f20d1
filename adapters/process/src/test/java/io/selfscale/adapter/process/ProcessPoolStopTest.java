package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.ReplicaState;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessPoolStopTest {
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Set<String> busy = new HashSet<>();
    private final PoolFixture fixture = new PoolFixture(builder -> builder.idle(worker -> !busy.contains(worker.id())));
    private final ManualTime time = fixture.time;
    private final FakeProcesses processes = fixture.processes;

    @Test
    void drainsAReadyWorkerUntilItIsIdle() {
        fixture.startReady(1);
        busy.add("w-1");

        OrderOutcome outcome = fixture.stop(DRAIN, "w-1");
        time.advance(Duration.ofSeconds(10));
        assertThat(outcome.status()).isEqualTo(OrderOutcome.Status.ACCEPTED);
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.DRAINING);
        assertThat(processes.of("w-1").terms()).isZero();

        busy.clear();
        time.advance(PoolFixture.INTERVAL);

        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.GONE);
        assertThat(fixture.worker("w-1").cause()).isEqualTo("scale-in");
        assertThat(processes.of("w-1").terms()).isEqualTo(1);
        assertThat(processes.of("w-1").kills()).isZero();
        assertThat(fixture.events.log()).containsExactly("ready w-1", "draining w-1", "ended w-1");
    }

    @Test
    void asksWhetherAWorkerIsIdleOnlyAfterTheWorldCouldLearnThatItDrains() {
        fixture.startReady(1);
        fixture.stop(DRAIN, "w-1");

        assertThat(fixture.events.log()).contains("draining w-1");
        assertThat(processes.of("w-1").terms()).isZero();

        time.advance(PoolFixture.INTERVAL);
        assertThat(processes.of("w-1").terms()).isEqualTo(1);
    }

    @Test
    void terminatesABusyWorkerWhenItsDrainDeadlineHasPassed() {
        fixture.startReady(1);
        busy.add("w-1");
        fixture.stop(DRAIN, "w-1");

        time.advance(DRAIN.minusMillis(1));
        assertThat(processes.of("w-1").terms()).isZero();
        time.advance(Duration.ofMillis(1));

        assertThat(processes.of("w-1").terms()).isEqualTo(1);
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.GONE);
    }

    @Test
    void killsAWorkerThatDoesNotEndOnTerm() {
        fixture.startReady(1);
        processes.of("w-1").ignoringTerm();
        fixture.stop(Duration.ZERO, "w-1");

        time.advance(Duration.ofMillis(4_999));
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.DRAINING);
        assertThat(processes.of("w-1").kills()).isZero();
        time.advance(Duration.ofMillis(1));

        assertThat(processes.of("w-1").kills()).isEqualTo(1);
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.GONE);
        assertThat(fixture.worker("w-1").cause()).isEqualTo("scale-in");
    }

    @Test
    void anEarlierDrainDeadlineOfALaterOrderHolds() {
        fixture.startReady(1);
        busy.add("w-1");
        fixture.stop(DRAIN, "w-1");
        fixture.stop(Duration.ofSeconds(1), "w-1");

        time.advance(Duration.ofSeconds(1));

        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.GONE);
        assertThat(processes.of("w-1").terms()).isEqualTo(1);
    }

    @Test
    void cancelsAWorkerThatIsStartingAtOnce() {
        processes.ready(false);
        fixture.start(1);

        fixture.stop(DRAIN, "w-1");

        assertThat(processes.of("w-1").kills()).isEqualTo(1);
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.GONE);
        assertThat(fixture.worker("w-1").cause()).isEqualTo("cancelled before ready");
        assertThat(fixture.replica("w-1").orderId()).isEqualTo("start-1");
        assertThat(fixture.events.log()).containsExactly("ended w-1");
    }

    @Test
    void cancelsAWorkerThatWaitsAfterACrashWithoutStartingIt() {
        fixture.startReady(1);
        processes.of("w-1").end(1);
        time.advance(Duration.ZERO);
        fixture.start(1);
        assertThat(fixture.state("w-2")).isEqualTo(ReplicaState.ACCEPTED);

        fixture.stop(DRAIN, "w-2");
        time.advance(Duration.ofMinutes(1));

        assertThat(fixture.state("w-2")).isEqualTo(ReplicaState.GONE);
        assertThat(processes.count()).isEqualTo(1);
        assertThat(fixture.events.log()).endsWith("ended w-1", "ended w-2");
    }

    @Test
    void killsAProcessThatWasCancelledWhileItWasBeingStarted() {
        processes.duringStart(() -> fixture.pool.carryOut(new Order.Stop("s", "w", List.of("w-1"), DRAIN)));
        fixture.start(1);
        time.advance(Duration.ofSeconds(1));

        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.GONE);
        assertThat(processes.of("w-1").kills()).isEqualTo(1);
        assertThat(fixture.events.log()).containsExactly("ended w-1");
    }

    @Test
    void ignoresUnknownAndRepeatedIds() {
        fixture.startReady(1);

        OrderOutcome outcome = fixture.stop(DRAIN, "w-9", "w-1", "w-1");

        assertThat(outcome.status()).isEqualTo(OrderOutcome.Status.ACCEPTED);
        assertThat(outcome.granted()).isEqualTo(1);
        assertThat(outcome.reason()).isEqualTo("ignored, because unknown to the pool: w-9");
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.DRAINING);
    }

    @Test
    void leavesAWorkerThatHasEndedAlone() {
        fixture.startReady(1);
        processes.of("w-1").end(3);
        time.advance(Duration.ZERO);

        fixture.stop(DRAIN, "w-1");

        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.FAILED);
        assertThat(processes.of("w-1").terms()).isZero();
    }

    @Test
    void takesAnIdlePredicateThatThrowsForBusy() {
        PoolFixture other = new PoolFixture(builder -> builder.idle(worker -> {
            throw new IllegalStateException("cannot tell");
        }));
        other.startReady(1);
        other.stop(Duration.ofSeconds(3), "w-1");

        other.time.advance(Duration.ofMillis(2_999));
        assertThat(other.state("w-1")).isEqualTo(ReplicaState.DRAINING);
        other.time.advance(Duration.ofMillis(1));
        assertThat(other.state("w-1")).isEqualTo(ReplicaState.GONE);
    }

    @Test
    void aDrainingWorkerThatLeavesByItselfIsGoneAndOneThatCrashesHasFailed() {
        fixture.startReady(2);
        busy.addAll(Set.of("w-1", "w-2"));
        fixture.stop(DRAIN, "w-1", "w-2");

        processes.of("w-1").end(0);
        processes.of("w-2").end(139);
        time.advance(Duration.ZERO);

        assertThat(fixture.worker("w-1").cause()).isEqualTo("scale-in");
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.GONE);
        assertThat(fixture.worker("w-2").cause()).isEqualTo("crashed: exit code 139 (signal 11)");
        assertThat(fixture.state("w-2")).isEqualTo(ReplicaState.FAILED);
    }
}
