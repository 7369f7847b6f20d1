package io.selfscale.adapter.cli.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final DispatcherFixture world = new DispatcherFixture(4, 100, DEADLINE);

    @Test
    void requestsWaitUntilThereIsAWorker() {
        world.request("a");
        world.request("b");
        assertThat(world.inFlight()).isEmpty();
        assertThat(world.dispatcher.snapshot().queueLength()).isEqualTo(2);

        world.workers("w1", "w2");
        assertThat(world.inFlight()).containsExactly("a>w1", "b>w2");
    }

    @Test
    void aWorkerHasOneInServiceAndOneReadyToFollow() {
        world.workers("w1");
        world.request("a");
        world.request("b");
        world.request("c");
        assertThat(world.inFlight()).containsExactly("a>w1", "b>w1");

        world.answer("w1", 200);
        assertThat(world.inFlight()).containsExactly("b>w1", "c>w1");
        assertThat(world.answersTo("a")).containsExactly(200);
    }

    @Test
    void theWorkerWithTheFewestGoesFirstAndThenTheSmallestId() {
        world.workers("w2", "w1");
        world.request("a");
        world.request("b");
        world.request("c");
        assertThat(world.inFlight()).containsExactly("a>w1", "b>w2", "c>w1");

        world.answer("w2", 200);
        world.request("d");
        assertThat(world.inFlight()).containsExactly("a>w1", "c>w1", "d>w2");
    }

    @Test
    void answersOfAWorkerArePassedOn() {
        world.workers("w1");
        world.request("a");
        world.answer("w1", 400);
        world.request("b");
        world.answer("w1", 429);
        world.request("c");
        world.answer("w1", 200);

        assertThat(world.answersTo("a")).containsExactly(400);
        assertThat(world.answersTo("b")).containsExactly(429);
        assertThat(world.answersTo("c")).containsExactly(200);
        assertThat(world.counters()).isEqualTo(new RequestCounters(3, 1, 1, 1, 0));
    }

    @Test
    void aFullQueueRejects() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            world.request(name);
        }

        assertThat(world.answersTo("d")).isEmpty();
        assertThat(world.answersTo("e")).containsExactly(503);
        assertThat(world.counters()).isEqualTo(new RequestCounters(5, 0, 0, 1, 0));
    }

    @Test
    void tooManyBytesReject() {
        world.workers("w1");
        world.request("x".repeat(60));
        world.request("y".repeat(41));
        assertThat(world.answersTo("y".repeat(41))).containsExactly(503);

        world.answer("w1", 200);
        world.request("z".repeat(41));
        assertThat(world.answersTo("z".repeat(41))).isEmpty();
    }

    @Test
    void aRequestThatWaitsTooLongIsRejected() {
        world.request("a");
        world.pass(Duration.ofSeconds(1));
        world.request("b");

        world.pass(DEADLINE.minusSeconds(1).minusNanos(1));
        assertThat(world.answersTo("a")).isEmpty();
        world.pass(Duration.ofNanos(1));
        assertThat(world.answersTo("a")).containsExactly(503);
        assertThat(world.answersTo("b")).isEmpty();
        world.pass(Duration.ofSeconds(1));
        assertThat(world.answersTo("b")).containsExactly(503);
        assertThat(world.dispatcher.snapshot().queueLength()).isZero();
    }

    @Test
    void whatAWorkerHasIsNotSubjectToTheDeadline() {
        world.workers("w1");
        world.request("a");
        world.pass(DEADLINE.multipliedBy(2));
        assertThat(world.answersTo("a")).isEmpty();

        world.answer("w1", 200);
        assertThat(world.answersTo("a")).containsExactly(200);
    }

    @Test
    void whatAWorkerBreaksOffGoesToAnotherOneBeforeAllThatWaits() {
        world.workers("w1");
        for (String name : List.of("a", "b", "c", "d")) {
            world.request(name);
        }
        world.breakOff("w1");
        world.breakOff("w1");
        assertThat(world.inFlight()).isEmpty();

        world.workers("w2");
        assertThat(world.inFlight()).containsExactly("a>w2", "b>w2");
        assertThat(world.counters().retried()).isEqualTo(2);
        world.answer("w2", 200);
        world.answer("w2", 200);
        assertThat(world.inFlight()).containsExactly("c>w2", "d>w2");
        assertThat(world.answersTo("a")).containsExactly(200);
    }

    @Test
    void neverGoesBackToTheWorkerThatBrokeOffButOthersDo() {
        world.workers("w1");
        world.request("a");
        world.breakOff("w1");
        world.request("b");
        assertThat(world.inFlight()).as("the worker is under suspicion").isEmpty();

        world.pass(Dispatcher.SUSPICION);
        assertThat(world.inFlight()).containsExactly("b>w1");
        world.pass(Duration.ofSeconds(5));
        assertThat(world.answersTo("a")).as("it waits for another worker").isEmpty();

        world.workers("w1", "w2");
        assertThat(world.inFlight()).containsExactly("b>w1", "a>w2");
    }

    @Test
    void aSecondBreakIsTheLast() {
        world.workers("w1", "w2");
        world.request("a");
        world.breakOff("w1");
        world.breakOff("w2");

        assertThat(world.answersTo("a")).containsExactly(502);
        assertThat(world.counters()).isEqualTo(new RequestCounters(1, 0, 1, 0, 1));
    }

    @Test
    void aWorkerThatIsTakenOffTheListFinishesWhatItHas() {
        world.workers("w1", "w2");
        world.request("a");
        world.request("b");
        world.workers("w2");
        world.request("c");
        world.request("d");

        assertThat(world.inFlight()).containsExactly("a>w1", "b>w2", "c>w2");
        assertThat(world.dispatcher.inFlight("w1")).isEqualTo(1);
        world.answer("w1", 200);
        assertThat(world.answersTo("a")).containsExactly(200);
        assertThat(world.dispatcher.inFlight("w1")).isZero();
        assertThat(world.dispatcher.snapshot().worker("w1").completed()).isEqualTo(1);
        assertThat(world.dispatcher.inFlight("never known")).isZero();
    }

    @Test
    void aWorkerMayComeBack() {
        world.workers("w1");
        world.workers();
        world.request("a");
        assertThat(world.inFlight()).isEmpty();

        world.workers("w1");
        assertThat(world.inFlight()).containsExactly("a>w1");
    }

    @Test
    void aListWithDoublesIsRefusedAndChangesNothing() {
        world.workers("w1");
        assertThatThrownBy(() -> world.workers("w2", "w3", "w3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("each worker must be listed once but w3 is listed twice");

        world.request("a");
        assertThat(world.inFlight()).containsExactly("a>w1");
    }

    @Test
    void drainingRejectsNewRequestsOnly() {
        world.request("a");
        world.dispatcher.drain();
        world.request("b");
        assertThat(world.answersTo("b")).containsExactly(503);

        world.workers("w1");
        world.answer("w1", 200);
        assertThat(world.answersTo("a")).containsExactly(200);
    }

    @Test
    void aClientThatCannotBeAnsweredHarmsNobodyElse() {
        world.workers("w1");
        world.dispatcher.onRequest(new byte[] {'x'}, world.ticker.nanos(), answer -> {
            throw new IllegalStateException("the client went away");
        });
        world.request("a");
        world.request("b");
        world.answer("w1", 200);

        assertThat(world.inFlight()).containsExactly("a>w1", "b>w1");
        world.answer("w1", 200);
        assertThat(world.answersTo("a")).containsExactly(200);
    }

    @Test
    void closingRejectsWhatWaits() {
        world.workers("w1");
        for (String name : List.of("a", "b", "c")) {
            world.request(name);
        }
        world.dispatcher.rejectWaiting();

        assertThat(world.answersTo("c")).containsExactly(503);
        world.answer("w1", 200);
        assertThat(world.answersTo("a")).containsExactly(200);
    }

    @Test
    void countsTheTimeInWhichAWorkerIsBusy() {
        world.workers("w1");
        world.pass(Duration.ofSeconds(1));
        world.request("a");
        world.pass(Duration.ofSeconds(2));
        world.request("b");
        world.pass(Duration.ofSeconds(3));
        assertThat(busy("w1")).isEqualTo(Duration.ofSeconds(5));

        world.answer("w1", 200);
        world.pass(Duration.ofSeconds(1));
        world.answer("w1", 200);
        world.pass(Duration.ofSeconds(10));
        assertThat(busy("w1")).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void tellsTheAgeOfTheOldestRequest() {
        assertThat(world.dispatcher.snapshot().oldestWaiting()).isZero();
        world.workers("w1");
        world.request("a");
        world.pass(Duration.ofSeconds(2));
        world.request("b");

        assertThat(world.dispatcher.snapshot().oldestWaiting()).isEqualTo(Duration.ofSeconds(2));
        assertThat(world.dispatcher.snapshot().inFlight()).isEqualTo(2);
        world.answer("w1", 200);
        assertThat(world.dispatcher.snapshot().oldestWaiting()).isZero();
    }

    @Test
    void recentLatencyIsTheMeanOfTheAnswersOrTheAgeOfWhatWaits() {
        Duration second = Duration.ofSeconds(1);
        assertThat(world.dispatcher.meanLatency(second)).isEqualTo(new RecentLatency.Idle());
        assertThat(world.dispatcher.meanLatency(second).value()).isZero();

        world.workers("w1");
        world.request("a");
        world.request("b");
        world.pass(Duration.ofMillis(300));
        assertThat(world.dispatcher.meanLatency(second)).isEqualTo(new RecentLatency.Stalled(Duration.ofMillis(300)));
        assertThat(world.dispatcher.meanLatency(second).value()).isEqualTo(Duration.ofMillis(300));

        world.answer("w1", 200);
        world.pass(Duration.ofMillis(200));
        world.answer("w1", 400);
        assertThat(world.dispatcher.meanLatency(second))
                .isEqualTo(new RecentLatency.Answered(Duration.ofMillis(400), 2));

        world.pass(Duration.ofSeconds(2));
        assertThat(world.dispatcher.meanLatency(second)).isEqualTo(new RecentLatency.Idle());
    }

    @Test
    void theWholeRunCountsCompletedRequestsOnly() {
        world.workers("w1");
        for (int i = 1; i <= 100; i++) {
            world.request("r" + i);
            world.pass(Duration.ofMillis(i));
            world.answer("w1", 200);
        }
        world.request("refused");
        world.pass(Duration.ofSeconds(9));
        world.answer("w1", 400);

        LatencySummary latency = world.dispatcher.latency();
        assertThat(latency.count()).isEqualTo(100);
        assertThat(latency.p50()).isBetween(0.0499, 0.0502);
        assertThat(latency.p95()).isBetween(0.0949, 0.0952);
        assertThat(latency.p99()).isBetween(0.0989, 0.0992);
        assertThat(latency.max()).isBetween(0.0999, 0.1002);
    }

    private Duration busy(String worker) {
        return Duration.ofNanos(world.dispatcher.snapshot().worker(worker).busyNanos());
    }
}
