package io.selfscale.adapter.process;

import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.testkit.Await;
import io.selfscale.testkit.ReplicaPoolContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The contract, kept by real processes in real time. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class ProcessPoolContractTest implements ReplicaPoolContract {
    private final Events events = new Events();
    private final ProcessPool pool = ProcessPool.builder("w")
            .idPrefix("w")
            .command(List.of("tail", "-f", "/dev/null"))
            .readiness("/ready", Duration.ofMillis(10))
            .probe(new AlwaysReady())
            .maxReplicas(3)
            .listener(events)
            .build();

    @AfterEach
    void close() {
        pool.close();
    }

    @Override
    public ReplicaPool pool() {
        return pool;
    }

    @Override
    public Await await() {
        return events::awaitThat;
    }

    @Override
    public Integer tooMany() {
        return 4;
    }
}
