package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** A pool named {@code w} with fake processes in virtual time. */
final class PoolFixture {
    static final Duration INTERVAL = Duration.ofMillis(100);

    final ManualTime time = new ManualTime();
    final FakeProcesses processes = new FakeProcesses();
    final Events events = new Events();
    final ProcessPool pool;
    private int orders;

    PoolFixture() {
        this(builder -> builder);
    }

    PoolFixture(UnaryOperator<ProcessPoolBuilder> settings) {
        int[] nextPort = {40_000};
        pool = settings.apply(ProcessPool.builder("w")
                        .idPrefix("w")
                        .command(List.of(JavaWorkers.JAVA, "--port", "{port}"))
                        .readiness("/ready", INTERVAL)
                        .terminateDeadline(Duration.ofSeconds(5))
                        .crashBackoff(Duration.ofSeconds(1), Duration.ofSeconds(8))
                        .listener(events)
                        .clock(time)
                        .ticker(time)
                        .scheduler(time)
                        .launcher(processes)
                        .probe(processes)
                        .ports(taken -> nextPort[0]++))
                .build();
    }

    OrderOutcome start(int count) {
        return start(count, Duration.ofMinutes(5));
    }

    OrderOutcome start(int count, Duration deadline) {
        OrderOutcome outcome = pool.carryOut(new Order.Start("start-" + ++orders, "w", count, deadline));
        time.advance(Duration.ZERO);
        return outcome;
    }

    /** Starts workers and lets them become ready. */
    void startReady(int count) {
        start(count);
        time.advance(INTERVAL);
    }

    OrderOutcome stop(Duration drainDeadline, String... ids) {
        OrderOutcome outcome = pool.carryOut(new Order.Stop("stop-" + ++orders, "w", List.of(ids), drainDeadline));
        time.advance(Duration.ZERO);
        return outcome;
    }

    Worker worker(String id) {
        assertThat(time.failures()).isEmpty();
        return pool.workers().stream()
                .filter(worker -> worker.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not in " + pool.workers()));
    }

    ReplicaState state(String id) {
        return worker(id).state();
    }

    Replica replica(String id) {
        return pool.inventory().replicas().stream()
                .filter(replica -> replica.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not in " + pool.inventory()));
    }
}
