package io.selfscale.engine.loop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.RulePolicy;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.AutoscalerListener;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.policy.spi.StateStore;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.InMemoryStateStore;
import io.selfscale.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The loop in virtual time: foreign code runs on the test's thread, or hangs where a test says so. */
class ControlLoopTest {

    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Signal EXTRA = Signal.total("extra", "requests");

    private final ManualTime time = new ManualTime();
    private final FakePool pool = new FakePool("main", time, ofSeconds(5)).addReady(2);
    private final Recorder recorder = new Recorder();
    private final Map<Signal, MetricSource> sources = new LinkedHashMap<>();
    private final List<Runnable> hung = new ArrayList<>();
    private double queue = 20;
    private boolean hangEverything;
    private Journal journal = Journal.disabled();
    private StateStore store = StateStore.disabled();
    private final ScalingSpecBuilder spec = ScalingSpec.builder(
                    ScalingTarget.of("t").replicas(1, 10))
            .signal(QUEUE)
            .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO))
            .pool(new PoolSpec("main", ofMinutes(1), ofSeconds(5)));

    ControlLoopTest() {
        sources.put(QUEUE, () -> Reading.of(queue));
    }

    private ControlLoop start() throws IOException {
        Executor executor = task -> {
            if (hangEverything) {
                hung.add(task);
            } else {
                task.run();
            }
        };
        Shell shell = new Shell(
                new Shell.Rules(spec.build(), null),
                sources,
                List.of(pool),
                new Shell.Records(journal, store),
                null,
                List.of(recorder),
                Shell.Timing.forTick(ofSeconds(1)));
        ControlLoop loop = new ControlLoop(shell, time, time, time.newScheduler(), executor);
        loop.start();
        time.advance(Duration.ZERO);
        return loop;
    }

    @Test
    void decidesOncePerTickAndOrdersWhatIsMissing() throws IOException {
        start();
        queue = 40;
        time.advance(ofSeconds(20));
        assertThat(recorder.decisions).hasSize(21);
        assertThat(pool.orders()).singleElement().isInstanceOf(Order.Start.class);
        assertThat(pool.ready()).hasSize(4);
        assertThat(recorder.outcomes).extracting(OrderOutcome::granted).containsExactly(2);
        assertThat(time.failures()).isEmpty();
    }

    @Test
    void aSourceThatThrowsIsAbsentAndTheOthersGoOn() throws IOException {
        spec.signal(EXTRA);
        sources.put(EXTRA, () -> {
            throw new IOException("connection refused");
        });
        start();
        queue = 80;
        time.advance(ofSeconds(3));
        assertThat(recorder.last().to()).as("out goes on").isEqualTo(8);
        queue = 10;
        time.advance(ofSeconds(10));
        assertThat(recorder.last().reason()).as("in waits").isEqualTo(ReasonCode.IN_VETOED);
        assertThat(recorder.last().explain()).contains("extra absent (connection refused)");
        assertThat(recorder.failures).contains("source extra: connection refused");
    }

    @Test
    void sourcesAndPoolThatHangDelayNoTickPastItsDeadline() throws IOException {
        start();
        hangEverything = true;
        time.advance(ofSeconds(10));
        assertThat(recorder.decisions).hasSize(11);
        assertThat(recorder.last().to()).isEqualTo(2);
        assertThat(hung).as("one call of each, never a second one on top").hasSize(2);
        assertThat(recorder.last().explain()).contains("queue_length absent (the last reading has not returned yet)");
        assertThat(recorder.ticks).allMatch(took -> took.compareTo(ofMillis(500)) <= 0);

        hangEverything = false;
        hung.forEach(Runnable::run);
        queue = 30;
        time.advance(ofSeconds(2));
        assertThat(recorder.last().to()).as("and it recovers").isEqualTo(3);
    }

    @Test
    void anOrderThatFailsIsGivenAgainWithTheSameId() throws IOException {
        start();
        pool.failOrders("apiserver down");
        queue = 30;
        time.advance(ofSeconds(3));
        pool.recover();
        time.advance(ofSeconds(20));
        assertThat(pool.orders()).hasSizeGreaterThan(2);
        assertThat(pool.orders())
                .extracting(Order::id)
                .containsOnly(pool.orders().get(0).id());
        assertThat(pool.ready()).hasSize(3);
    }

    @Test
    void anOrderOfWhichOnlyTheAnswerWasLostStartsNothingTwice() throws IOException {
        start();
        pool.loseAnswers("reset by peer");
        queue = 30;
        time.advance(ofSeconds(2));
        pool.recover();
        time.advance(ofSeconds(30));
        assertThat(pool.count().ready()).isEqualTo(3);
    }

    @Test
    void anOrderThatCannotBeGivenFailsInTheEndAndIsMadeAnew() throws IOException {
        start();
        pool.failOrders("apiserver down");
        queue = 30;
        time.advance(ofMinutes(3));
        assertThat(recorder.outcomes).extracting(OrderOutcome::status).contains(OrderOutcome.Status.FAILED);
        pool.recover();
        time.advance(ofMinutes(2));
        assertThat(pool.ready()).hasSize(3);
        assertThat(pool.carriedOut())
                .as("the expired orders are not carried out on top")
                .hasSize(1);
    }

    @Test
    void adviceEntersTheDecision() throws IOException {
        spec.policy(RulePolicy.advice("oracle", view -> Proposal.scale(7, ReasonCode.CUSTOM)));
        start();
        assertThat(recorder.last().to()).isEqualTo(7);
        assertThat(recorder.last().combination().deciders()).containsExactly("oracle");
    }

    @Test
    void adviceThatThrowsOrReturnsNothingForbidsInAndNothingElse() throws IOException {
        spec.policy(RulePolicy.advice("broken", view -> {
            throw new IllegalStateException("boom");
        }));
        start();
        queue = 10;
        time.advance(ofSeconds(5));
        assertThat(recorder.last().to()).isEqualTo(2);
        assertThat(recorder.last().explain()).contains("broken: abstains, it failed (boom)");
        queue = 50;
        time.advance(ofSeconds(1));
        assertThat(recorder.last().to()).isEqualTo(5);
    }

    @Test
    void aJournalThatFailsStopsNothing() throws IOException {
        journal = new FailingJournal();
        start();
        queue = 30;
        time.advance(ofSeconds(10));
        assertThat(pool.ready()).hasSize(3);
        assertThat(recorder.failures).contains("journal: disk full");
    }

    @Test
    void anOrderIsNotGivenBeforeTheStateThatKnowsItIsKept() throws IOException {
        FlakyStore flaky = new FlakyStore();
        store = flaky;
        start();
        flaky.broken = true;
        queue = 30;
        time.advance(ofSeconds(5));
        assertThat(pool.orders()).isEmpty();
        flaky.broken = false;
        time.advance(ofSeconds(1));
        assertThat(pool.orders()).hasSize(1);
    }

    @Test
    void aRestartGivesAnOrderThatMayBeLostAgainAndNoOther() throws IOException {
        store = new InMemoryStateStore();
        ControlLoop first = start();
        pool.failOrders("crash before the answer");
        queue = 50;
        time.advance(ofSeconds(1));
        assertThat(pool.ready()).hasSize(2);
        // The process dies: its scheduler runs nothing any more.
        crash(first);
        pool.recover();
        start();
        time.advance(ofSeconds(30));
        assertThat(pool.orders())
                .extracting(Order::id)
                .containsOnly(pool.orders().get(0).id());
        assertThat(pool.count().ready()).isEqualTo(5);
        assertThat(recorder.last().from()).isEqualTo(5);
    }

    @Test
    void aWallClockThatJumpsChangesNoTick() throws IOException {
        start();
        queue = 30;
        for (int i = 0; i < 10; i++) {
            time.jumpWallClock(Duration.ofDays(i % 2 == 0 ? 365 : -730));
            time.advance(ofSeconds(1));
        }
        assertThat(recorder.decisions).hasSize(11);
        assertThat(pool.orders()).hasSize(1);
    }

    @Test
    void aListenerThatThrowsIsToldAgainNextTime() throws IOException {
        recorder.broken = true;
        start();
        time.advance(ofSeconds(5));
        assertThat(recorder.decisions).hasSize(6);
    }

    @Test
    void stopsForGoodAndKeepsTheState() throws IOException {
        InMemoryStateStore kept = new InMemoryStateStore();
        store = kept;
        ControlLoop loop = start();
        time.advance(ofSeconds(3));
        loop.stop();
        int decisions = recorder.decisions.size();
        queue = 90;
        time.advance(ofSeconds(30));
        assertThat(recorder.decisions).hasSize(decisions);
        assertThat(kept.load("t")).isPresent();
    }

    /** Ends a loop as a crash does: nothing of it runs any more, and nothing is saved. */
    private void crash(ControlLoop loop) {
        StateStore kept = store;
        assertThat(loop.lastDecision()).isNotNull();
        String state = load(kept);
        loop.stop();
        save(kept, state);
    }

    private static String load(StateStore store) {
        try {
            return store.load("t").orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void save(StateStore store, String state) {
        try {
            store.save("t", state);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Recorder implements AutoscalerListener {
        final List<Decision> decisions = new ArrayList<>();
        final List<OrderOutcome> outcomes = new ArrayList<>();
        final List<Duration> ticks = new ArrayList<>();
        final Set<String> failures = new LinkedHashSet<>();
        boolean broken;

        Decision last() {
            return decisions.get(decisions.size() - 1);
        }

        @Override
        public void onDecision(Decision decision) {
            decisions.add(decision);
            if (broken) {
                throw new IllegalStateException("listener");
            }
        }

        @Override
        public void onOutcome(OrderOutcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void onTick(Duration duration) {
            ticks.add(duration);
        }

        @Override
        public void onFailure(String component, String reason) {
            failures.add(component + ": " + reason);
        }
    }

    private static final class FlakyStore implements StateStore {
        boolean broken;

        @Override
        public void save(String target, String state) throws IOException {
            if (broken) {
                throw new IOException("disk full");
            }
        }

        @Override
        public Optional<String> load(String target) {
            return Optional.empty();
        }
    }

    private static final class FailingJournal implements Journal {
        @Override
        public void decided(Observation observation, Decision decision) throws IOException {
            throw new IOException("disk full");
        }

        @Override
        public void snapshot(Instant wallTime, String state) throws IOException {
            throw new IOException("disk full");
        }

        @Override
        public void ordered(Instant wallTime, OrderOutcome outcome) throws IOException {
            throw new IOException("disk full");
        }

        @Override
        public void close() {}
    }
}
