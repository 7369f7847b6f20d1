package io.selfscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.selfscale.engine.decide.RulePolicy;
import io.selfscale.engine.lease.InMemoryLease;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.AutoscalerListener;
import io.selfscale.policy.spi.Ticker;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.InMemoryStateStore;
import io.selfscale.testkit.RecordingJournal;
import io.selfscale.testkit.RecordingListener;
import io.selfscale.testkit.ScriptedSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The autoscaler on real threads and real time. */
@Timeout(60)
class AutoscalerTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal LATENCY = Signal.duration("latency");

    @Test
    void scalesOutAndClosesItsThreads() throws InterruptedException {
        CountDownLatch grown = new CountDownLatch(1);
        FakePool pool = new FakePool("main", Ticker.system(), Duration.ofMillis(20)).addReady(1);
        Autoscaler autoscaler = Autoscaler.builder(ScalingTarget.of("real").replicas(1, 3))
                .tick(Duration.ofMillis(10))
                .signal(GPU, () -> Reading.of(0.9))
                .policy(ThresholdBand.on(GPU).outAbove(0.7, Duration.ofMillis(50)))
                .pool(pool)
                .listener(counting(grown, decision -> decision.capacity().ready() >= 3))
                .build();
        try (autoscaler) {
            autoscaler.start();
            assertThat(grown.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(autoscaler.lastDecision()).isNotNull();
        assertThat(liveThreads("selfscale-real")).isZero();
    }

    @Test
    void aHungSourceCostsNothingButItsSignal() throws InterruptedException {
        CountDownLatch decisions = new CountDownLatch(20);
        FakePool pool = new FakePool("main", Ticker.system(), Duration.ofMillis(20)).addReady(1);
        try (Autoscaler autoscaler = Autoscaler.builder(ScalingTarget.of("hung").replicas(1, 3))
                .tick(Duration.ofMillis(20))
                .signal(GPU, ScriptedSource.hanging())
                .signal(LATENCY, () -> Reading.of(0.1))
                .policy(ThresholdBand.on(GPU).outAbove(0.7, Duration.ofMillis(50)))
                .pool(pool)
                .listener(counting(
                        decisions,
                        decision -> decision.seen().get(0).isBlind()
                                && !decision.seen().get(1).isBlind()))
                .build()) {
            autoscaler.start();
            assertThat(decisions.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(liveThreads("selfscale-hung")).isZero();
    }

    @Test
    void reportsEveryProblemOfASpecificationAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autoscaler.builder(ScalingTarget.of("t").replicas(1, 3))
                        .tick(Duration.ZERO)
                        .signal(GPU, () -> Reading.of(0))
                        .signal(GPU, () -> Reading.of(0))
                        .policy(ThresholdBand.on(LATENCY).outAbove(0.5, Duration.ofSeconds(30)))
                        .pool(new FakePool(Ticker.system()))
                        .build())
                .withMessageContaining("tick must be positive but was PT0S")
                .withMessageContaining("signal gpu_utilization is there twice")
                .withMessageContaining("policy latency needs signal latency");
    }

    @Test
    void needsAPoolAndStartsOnce() {
        AutoscalerBuilder builder = Autoscaler.builder(ScalingTarget.of("once").replicas(1, 3))
                .signal(GPU, () -> Reading.of(0.5))
                .policy(ThresholdBand.on(GPU).outAbove(0.7, Duration.ofMinutes(5)));
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("a pool is needed");
        try (Autoscaler autoscaler = builder.pool(new FakePool(Ticker.system())).build()) {
            autoscaler.start();
            assertThatIllegalStateException().isThrownBy(autoscaler::start);
        }
    }

    @Test
    void refusesToStartOnAStateItCannotRead() throws IOException {
        InMemoryStateStore store = new InMemoryStateStore();
        store.save("damaged", "{\"version\":99}");
        try (Autoscaler autoscaler = Autoscaler.builder(
                        ScalingTarget.of("damaged").replicas(1, 3))
                .signal(GPU, () -> Reading.of(0.5))
                .policy(ThresholdBand.on(GPU).outAbove(0.7, Duration.ofMinutes(5)))
                .pool(new FakePool(Ticker.system()))
                .stateStore(store)
                .build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(autoscaler::start)
                    .withMessageContaining("state version must be at most 2 but was 99");
            assertThat(autoscaler.lastDecision()).isNull();
        }
    }

    @Test
    void closesWithoutHavingStartedAndTwice() {
        Autoscaler autoscaler = Autoscaler.builder(ScalingTarget.of("idle").replicas(1, 3))
                .signal(GPU, () -> Reading.of(0.5))
                .policy(ThresholdBand.on(GPU).outAbove(0.7, Duration.ofMinutes(5)))
                .pool(new FakePool(Ticker.system()))
                .build();
        autoscaler.close();
        autoscaler.close();
        assertThatIllegalStateException().isThrownBy(autoscaler::start);
    }

    private static ScalingSpecBuilder file() {
        return ScalingSpec.builder(ScalingTarget.of("file").replicas(1, 3))
                .tick(Duration.ofMillis(10))
                .signal(GPU);
    }

    private static ScalingSpec wants(int replicas) {
        return file().policy(RulePolicy.pure("wants", view -> Proposal.scale(replicas, ReasonCode.CUSTOM)))
                .build();
    }

    @Test
    void decidesByAWholeSpecificationOverAPoolOfAnyNameAndThenByAnother() throws InterruptedException {
        RecordingJournal journal = new RecordingJournal();
        RecordingListener listener = new RecordingListener();
        FakePool pool = new FakePool("gpu-a", Ticker.system(), Duration.ZERO).addReady(1);
        try (Autoscaler autoscaler = Autoscaler.of(wants(2))
                .source(GPU, () -> Reading.of(0.5))
                .specification("the first file")
                .pool(pool)
                .journal(journal)
                .listener(listener)
                .build()) {
            autoscaler.start();
            listener.await(seen -> reaches(seen, 2), Duration.ofSeconds(30));
            autoscaler.apply(wants(3), "the second file");
            assertThat(autoscaler.spec().policies()).hasSize(1);
            listener.await(seen -> reaches(seen, 3), Duration.ofSeconds(30));
            assertThat(autoscaler.isLeading()).isTrue();
        }
        assertThat(pool.orders()).allMatch(order -> order.pool().equals("gpu-a"));
        assertThat(pool.ready()).hasSize(3);
        assertThat(journal.entries())
                .filteredOn(RecordingJournal.Specified.class::isInstance)
                .extracting(entry -> ((RecordingJournal.Specified) entry).specification())
                .containsExactly("the first file", "the second file");
        assertThat(liveThreads("selfscale-file")).isZero();
    }

    private static boolean reaches(RecordingListener listener, int ready) {
        return listener.decisions().stream()
                .anyMatch(decision -> decision.capacity().ready() == ready);
    }

    @Test
    void changesNothingIfANewSpecificationCannotBeCarriedOut() {
        try (Autoscaler autoscaler = Autoscaler.of(wants(2))
                .source(GPU, () -> Reading.of(0.5))
                .pool(new FakePool(Ticker.system()))
                .build()) {
            ScalingSpec before = autoscaler.spec();
            ScalingSpec other = ScalingSpec.builder(ScalingTarget.of("other").replicas(1, 3))
                    .policy(RulePolicy.pure("none", view -> Proposal.hold(ReasonCode.CUSTOM)))
                    .build();
            ScalingSpec more = file().signal(LATENCY)
                    .policy(RulePolicy.pure("none", view -> Proposal.hold(ReasonCode.CUSTOM)))
                    .pool(PoolSpec.of("spot"))
                    .build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> autoscaler.apply(other, ""))
                    .withMessage("the specification is for target other, but this autoscaler scales file");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> autoscaler.apply(more, ""))
                    .withMessageContaining("signal latency has no source; there are sources for [gpu_utilization]")
                    .withMessageContaining("pool spot has nothing that starts and stops its replicas");
            assertThat(autoscaler.spec()).isSameAs(before);
        }
    }

    @Test
    void takesASpecificationEitherWholeOrInParts() {
        FakePool pool = new FakePool(Ticker.system());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autoscaler.of(wants(2))
                        .signal(LATENCY, () -> Reading.of(1))
                        .pool(pool)
                        .build())
                .withMessageContaining("the specification is taken whole");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autoscaler.of(wants(2)).pool(pool).build())
                .withMessageContaining("signal gpu_utilization has no source");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autoscaler.builder(ScalingTarget.of("else").replicas(1, 3))
                        .spec(wants(2))
                        .pool(pool)
                        .build())
                .withMessageContaining("the specification must be for");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Autoscaler.of(wants(2)).pool(pool, PoolSpec.of("other")))
                .withMessage("the names of a pool must be the same but were main and other");
    }

    @Test
    @SuppressWarnings("try") // One of them is closed early on purpose.
    void oneOfTwoLeadsUntilItIsClosed() throws InterruptedException {
        InMemoryLease.Register register = new InMemoryLease.Register(Ticker.system());
        InMemoryStateStore store = new InMemoryStateStore();
        FakePool pool = new FakePool("main", Ticker.system(), Duration.ZERO).addReady(1);
        RecordingListener first = new RecordingListener();
        RecordingListener second = new RecordingListener();
        try (Autoscaler b = sharing(register, store, pool, second, 3)) {
            try (Autoscaler a = sharing(register, store, pool, first, 2)) {
                a.start();
                first.await(seen -> reaches(seen, 2), Duration.ofSeconds(30));
                b.start();
                int decided = first.decisions().size();
                first.await(seen -> seen.decisions().size() > decided + 20, Duration.ofSeconds(30));
                assertThat(b.isLeading()).isFalse();
                assertThat(second.decisions()).isEmpty();
            }
            second.await(seen -> reaches(seen, 3), Duration.ofSeconds(30));
            assertThat(second.decisions().get(0).from()).isEqualTo(2);
        }
        assertThat(pool.fenced()).isEmpty();
    }

    private static Autoscaler sharing(
            InMemoryLease.Register register,
            InMemoryStateStore store,
            FakePool pool,
            RecordingListener listener,
            int wanted) {
        return Autoscaler.builder(ScalingTarget.of("shared").replicas(1, 3))
                .tick(Duration.ofMillis(20))
                .readDeadline(Duration.ofSeconds(1))
                .policy(RulePolicy.pure("wants", view -> Proposal.scale(wanted, ReasonCode.CUSTOM)))
                .pool(pool)
                .stateStore(store)
                .lease(new InMemoryLease(register), Duration.ofSeconds(30))
                .listener(listener)
                .build();
    }

    private static AutoscalerListener counting(CountDownLatch latch, Predicate<Decision> condition) {
        return new AutoscalerListener() {
            @Override
            public void onDecision(Decision decision) {
                if (condition.test(decision)) {
                    latch.countDown();
                }
            }
        };
    }

    private static long liveThreads(String prefix) throws InterruptedException {
        long alive = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(prefix)) {
                thread.join(TimeUnit.SECONDS.toMillis(10));
                alive += thread.isAlive() ? 1 : 0;
            }
        }
        return alive;
    }
}
