package io.selfscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.AutoscalerListener;
import io.selfscale.policy.spi.Ticker;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.InMemoryStateStore;
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
