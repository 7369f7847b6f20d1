package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The fixture's back-off is 1 s at first and 8 s at most. */
class ProcessPoolCrashTest {
    private final PoolFixture fixture = new PoolFixture();
    private final ManualTime time = fixture.time;
    private final FakeProcesses processes = fixture.processes;

    @Test
    void aReadyWorkerThatEndsHasFailedAtOnce() {
        fixture.startReady(1);

        processes.of("w-1").end(137);
        time.advance(Duration.ZERO);

        assertThat(fixture.state("w-1")).isEqualTo(ReplicaState.FAILED);
        assertThat(fixture.worker("w-1").cause()).isEqualTo("crashed: exit code 137 (signal 9)");
        assertThat(fixture.worker("w-1").endedAt()).isEqualTo(time.instant());
        assertThat(fixture.replica("w-1").state()).isEqualTo(ReplicaState.FAILED);
        assertThat(fixture.events.log()).containsExactly("ready w-1", "ended w-1");
    }

    @Test
    void doesNotRestartByItself() {
        fixture.startReady(1);
        processes.of("w-1").end(1);

        time.advance(Duration.ofMinutes(5));

        assertThat(processes.count()).isEqualTo(1);
    }

    @Test
    void holdsTheNextStartBackForLongerAfterEachCrash() {
        fixture.start(1);
        processes.of("w-1").end(1);
        time.advance(Duration.ZERO);
        long[] expectedSeconds = {1, 2, 4, 8, 8};
        for (int i = 0; i < expectedSeconds.length; i++) {
            String id = "w-" + (i + 2);
            fixture.start(1);
            time.advance(Duration.ofSeconds(expectedSeconds[i]).minusMillis(1));
            assertThat(fixture.state(id)).isEqualTo(ReplicaState.ACCEPTED);
            time.advance(Duration.ofMillis(1));
            assertThat(fixture.state(id)).isEqualTo(ReplicaState.STARTING);
            processes.of(id).end(1);
            time.advance(Duration.ZERO);
        }
    }

    @Test
    void startsAtOnceAfterAWorkerThatLivedLongEnough() {
        fixture.startReady(1);
        processes.of("w-1").end(1);
        time.advance(Duration.ZERO);
        fixture.start(1);
        time.advance(Duration.ofSeconds(20));
        processes.of("w-2").end(1);
        time.advance(Duration.ZERO);

        // The second crash is the first of a new row: a second, and not two.
        fixture.start(1);
        time.advance(Duration.ofSeconds(1));

        assertThat(fixture.state("w-3")).isEqualTo(ReplicaState.STARTING);
    }

    @Test
    void workersThatDieTogetherCountOnce() {
        fixture.startReady(3);
        for (String id : new String[] {"w-1", "w-2", "w-3"}) {
            processes.of(id).end(1);
        }
        time.advance(Duration.ZERO);

        fixture.start(1);
        time.advance(Duration.ofSeconds(1));

        assertThat(fixture.state("w-4")).isEqualTo(ReplicaState.STARTING);
    }

    @Test
    void aWorkerThatWaitedPastItsDeadlineSaysWhy() {
        fixture.start(1);
        processes.of("w-1").end(1);
        time.advance(Duration.ZERO);
        fixture.start(1, Duration.ofMillis(500));

        time.advance(Duration.ofSeconds(2));

        assertThat(fixture.state("w-2")).isEqualTo(ReplicaState.EXPIRED);
        assertThat(fixture.worker("w-2").cause())
                .isEqualTo("not started within 0.5 s, while starts waited after a crash");
        assertThat(processes.count()).isEqualTo(1);
    }

    @Test
    void listsWhatEndedInTheInventoryForAMinuteAndAsAWorkerForLonger() {
        fixture.startReady(1);
        processes.of("w-1").end(1);
        time.advance(Duration.ZERO);

        time.advance(Duration.ofSeconds(61));
        assertThat(fixture.pool.inventory().replicas()).extracting(Replica::id).containsExactly("w-1");

        time.advance(Duration.ofSeconds(60));
        assertThat(fixture.pool.inventory().replicas()).isEmpty();
        assertThat(fixture.pool.workers()).extracting(Worker::id).containsExactly("w-1");

        time.advance(Duration.ofMinutes(9));
        assertThat(fixture.pool.workers()).isEmpty();
    }

    @Test
    void aListenerThatThrowsIsNoConcernOfThePool() {
        PoolFixture other = new PoolFixture(builder -> builder.listener(new WorkerListener() {
            @Override
            public void onReady(Worker worker) {
                throw new IllegalStateException("no");
            }
        }));
        other.startReady(2);

        assertThat(other.pool.workers()).allMatch(Worker::isReady);
    }
}
