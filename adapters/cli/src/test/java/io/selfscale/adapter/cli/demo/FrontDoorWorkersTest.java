package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.cli.demo.gateway.Endpoint;
import io.selfscale.adapter.process.StartupTimes;
import io.selfscale.adapter.process.Worker;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontDoorWorkersTest {

    private static final Instant THEN = Instant.parse("2026-11-11T11:11:00Z");

    private final List<List<Endpoint>> told = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final FrontDoorWorkers workers = new FrontDoorWorkers(told::add, events::add, /* awaited= */ 2);

    @Test
    void tellsTheFrontDoorWhomToUse() {
        workers.onReady(ready(1));
        workers.onReady(ready(2));
        workers.onDraining(ready(1));
        workers.onEnded(ended(1, ReplicaState.GONE, "scale-in"));

        assertThat(told)
                .containsExactly(
                        List.of(new Endpoint("workers-1", 4001)),
                        List.of(new Endpoint("workers-1", 4001), new Endpoint("workers-2", 4002)),
                        List.of(new Endpoint("workers-2", 4002)));
        assertThat(workers.ready()).isEqualTo(1);
    }

    @Test
    void dropsAWorkerThatDiesAtOnce() {
        workers.onReady(ready(1));
        workers.onEnded(ended(1, ReplicaState.FAILED, "crashed: exit code 137 (signal 9)"));

        assertThat(told.get(1)).isEmpty();
        assertThat(workers.lastFailure()).isEqualTo("crashed: exit code 137 (signal 9)");
    }

    @Test
    void printsThePidOfEachWorkerThatIsReady() {
        workers.onReady(ready(1));
        workers.onEnded(ended(1, ReplicaState.GONE, "scale-in"));

        assertThat(events)
                .containsExactly(
                        "READY worker=workers-1 pid=101 port=4001 startup=1.9s",
                        "ENDED worker=workers-1 pid=101 cause=\"scale-in\"");
    }

    @Test
    void saysWhenEnoughAreReady() {
        workers.onReady(ready(1));
        assertThat(workers.firstReady()).isNotDone();

        workers.onReady(ready(2));

        assertThat(workers.firstReady()).isCompleted();
    }

    @Test
    void givesUpWhenTheFirstWorkersDieAgainAndAgain() {
        for (int i = 1; i <= 3; i++) {
            assertThat(workers.firstReady()).isNotDone();
            workers.onEnded(ended(i, ReplicaState.FAILED, "crashed: exit code 1"));
        }

        assertThat(workers.firstReady())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("3 workers ended before they were ready; the last one crashed: exit code 1");
    }

    private static Worker ready(int number) {
        StartupTimes times = new StartupTimes(Duration.ofMillis(10), Duration.ofMillis(1_900));
        return new Worker(
                "workers-" + number,
                number,
                100 + number,
                4000 + number,
                ReplicaState.READY,
                THEN,
                THEN,
                THEN,
                null,
                null,
                times);
    }

    private static Worker ended(int number, ReplicaState state, String cause) {
        return new Worker(
                "workers-" + number, number, 100 + number, 4000 + number, state, THEN, THEN, null, THEN, cause, null);
    }
}
