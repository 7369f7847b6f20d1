package io.selfscale.engine.loop;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.Lease;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.policy.spi.StateStore;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.InMemoryStateStore;
import io.selfscale.testkit.ManualTime;
import io.selfscale.testkit.RecordingJournal;
import io.selfscale.testkit.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A loop in virtual time with everything it is connected to, to be changed before it starts. */
public final class LoopRig {

    /** Requests waiting; a replica takes ten. */
    public static final Signal QUEUE = Signal.total("queue_length", "requests");

    public final ManualTime time;
    public final RecordingJournal journal = new RecordingJournal();
    public final RecordingListener listener = new RecordingListener();
    public final List<ReplicaPool> pools = new ArrayList<>();
    public final Map<Signal, MetricSource> sources = new LinkedHashMap<>();
    public StateStore store = new InMemoryStateStore();
    public Executor executor = Runnable::run;
    public @Nullable Lease lease;
    public @Nullable String text = "first";
    public double queue = 20;

    public LoopRig(ManualTime time) {
        this.time = time;
        sources.put(QUEUE, () -> Reading.of(queue));
    }

    /** Returns a specification that follows the queue at once, with these pools. */
    public static ScalingSpecBuilder spec(String... pools) {
        ScalingSpecBuilder builder = ScalingSpec.builder(
                        ScalingTarget.of("shop").replicas(1, 20))
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO));
        for (String pool : pools) {
            builder.pool(new PoolSpec(pool, ofMinutes(1), ofSeconds(5)));
        }
        return builder;
    }

    public FakePool pool(String name) {
        FakePool pool = new FakePool(name, time, ofSeconds(2));
        pools.add(pool);
        return pool;
    }

    public Shell shell(ScalingSpec spec) {
        Lease used = lease;
        return new Shell(
                new Shell.Rules(spec, text),
                sources,
                pools,
                new Shell.Records(journal, store),
                used == null ? null : new Shell.Claim(used, ofSeconds(5)),
                List.of(listener),
                Shell.Timing.forTick(spec.tick()));
    }

    public ControlLoop start(ScalingSpec spec) throws IOException {
        ControlLoop loop =
                new ControlLoop(shell(spec), time, time, time.newScheduler(), task -> executor.execute(task));
        loop.start();
        time.advance(Duration.ZERO);
        return loop;
    }
}
