package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessPoolCloseTest {
    private final PoolFixture fixture = new PoolFixture(builder -> builder.terminateDeadline(Duration.ofMillis(50)));
    private final FakeProcesses processes = fixture.processes;
    private final ProcessPool pool = fixture.pool;

    @Test
    void terminatesWhatServesAndKillsWhatDoesNotYet() {
        fixture.startReady(1);
        processes.ready(false);
        fixture.start(1);
        pool.carryOut(new Order.Start("late", "w", 1, Duration.ofMinutes(1)));

        pool.close();

        assertThat(pool.workers()).allMatch(worker -> worker.state() == ReplicaState.GONE);
        assertThat(pool.workers()).extracting(Worker::cause).containsOnly("pool closed");
        assertThat(processes.of("w-1").terms()).isEqualTo(1);
        assertThat(processes.of("w-1").kills()).isZero();
        assertThat(processes.of("w-2").kills()).isEqualTo(1);
        assertThat(processes.count()).isEqualTo(2);
        assertThat(processes.isClosed()).isTrue();
        assertThat(fixture.events.log()).startsWith("ready w-1").contains("ended w-1", "ended w-2", "ended w-3");
    }

    @Test
    void killsAfterTheDeadlineWhatIgnoresTerm() {
        fixture.startReady(1);
        processes.of("w-1").ignoringTerm();

        pool.close();

        assertThat(processes.of("w-1").kills()).isEqualTo(1);
        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.GONE);
    }

    @Test
    void isIdempotentAndStartsNothingAfterwards() {
        fixture.startReady(1);
        pool.close();
        pool.close();

        OrderOutcome outcome = fixture.start(1);
        fixture.time.advance(Duration.ofMinutes(1));

        assertThat(outcome.status()).isEqualTo(OrderOutcome.Status.REFUSED);
        assertThat(outcome.reason()).isEqualTo("the pool is closed");
        assertThat(processes.count()).isEqualTo(1);
        assertThat(processes.of("w-1").terms()).isEqualTo(1);
        assertThat(fixture.events.log()).containsExactly("ready w-1", "ended w-1");
    }

    @Test
    void anInterruptShortensTheWaitAndIsPassedOn() {
        PoolFixture patient = new PoolFixture(builder -> builder.terminateDeadline(Duration.ofMinutes(10)));
        patient.startReady(1);
        patient.processes.of("w-1").ignoringTerm();

        boolean interrupted = CompletableFuture.supplyAsync(() -> {
                    Thread.currentThread().interrupt();
                    patient.pool.close();
                    return Thread.interrupted();
                })
                .join();

        assertThat(interrupted).isTrue();
        assertThat(patient.processes.of("w-1").kills()).isEqualTo(1);
        assertThat(patient.state("w-1")).isEqualTo(ReplicaState.GONE);
    }
}
