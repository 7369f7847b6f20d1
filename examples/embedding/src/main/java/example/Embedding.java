package example;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.selfscale.engine.Autoscaler;
import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import io.selfscale.policy.spi.AutoscalerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Selfscale in an application, both ways: with the loop that comes with it, and without a thread. */
public final class Embedding {

    private static final Signal GPU = Signal.ratio("gpu_utilization");

    private Embedding() {}

    public static void main(String[] args) throws InterruptedException {
        withALoop();
        withoutAThread();
    }

    /** A loop of its own reads the signal, decides once a second and orders replicas from the pool. */
    private static void withALoop() throws InterruptedException {
        WorkerThreads pool = new WorkerThreads("threads");
        CountDownLatch settled = new CountDownLatch(3);
        // README: with a loop
        try (Autoscaler autoscaler = Autoscaler.builder(ScalingTarget.of("qwen3-vl").replicas(2, 10))
                .signal(GPU, () -> Reading.of(pool.utilization()))
                .policy(ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(5)).inBelow(0.30, ofMinutes(30)))
                .pool(pool)
                .listener(countingDecisions(settled))
                .build()) {
            autoscaler.start();
            settled.await(30, TimeUnit.SECONDS); // your application runs here
            System.out.println(autoscaler.lastDecision().explain());
        }
        // README: end
        if (settled.getCount() > 0 || pool.running() != 2) {
            throw new AssertionError("expected the minimum of 2 workers but there are " + pool.running());
        }
        pool.close();
    }

    /** The same policy as a pure function: time and measurements are yours, here ten minutes in a moment. */
    private static void withoutAThread() {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("qwen3-vl").replicas(1, 10))
                .signal(GPU)
                .policy(ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(5)).inBelow(0.30, ofMinutes(30)))
                .build();
        // README: without a thread
        State state = State.initial(spec);
        for (Duration now = ofSeconds(0); now.compareTo(ofMinutes(10)) < 0; now = now.plusSeconds(1)) {
            Step<State> step = Decider.decide(spec, state, observe(now, /* utilization= */ 0.91));
            state = step.state();
            if (step.decision().from() != step.decision().to()) {
                System.out.println(step.decision().explain());
            }
        }
        // README: end
        if (state.requested() != 2) {
            throw new AssertionError("expected one replica more but " + state.requested() + " are requested");
        }
    }

    private static Observation observe(Duration now, double utilization) {
        Replica replica =
                new Replica("a", "default", ReplicaState.READY, Duration.ofHours(1), Duration.ofHours(1), null);
        return Observation.of(
                Instant.parse("2026-11-11T12:00:00Z").plus(now),
                now.toNanos(),
                Map.of(GPU, Reading.of(utilization)),
                Inventory.of(List.of(replica)));
    }

    private static AutoscalerListener countingDecisions(CountDownLatch latch) {
        return new AutoscalerListener() {
            @Override
            public void onDecision(Decision decision) {
                latch.countDown();
            }
        };
    }
}
