package io.selfscale.engine.crash;

import io.selfscale.engine.Autoscaler;
import io.selfscale.engine.journal.FileStateStore;
import io.selfscale.engine.journal.JsonLinesJournal;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.AutoscalerListener;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A process that runs an autoscaler on real time, to be killed. Its load is high and low in turns, as the wall clock
 * says; it prints a line when it has decided for the first time, and ends by itself when its standard input does.
 */
public final class KilledProcess {

    static final String TARGET = "shop";
    static final Signal QUEUE = Signal.total("queue_length", "requests");

    /** Length of a time of high load, and of the time of low load after it. */
    static final long PHASE_MILLIS = 1200;

    /** How long the load must be low, and seen to be, before anything is stopped. */
    static final long STABILIZATION_MILLIS = 500;

    private KilledProcess() {}

    static ScalingSpec spec() {
        return ScalingSpec.builder(ScalingTarget.of(TARGET).replicas(1, 10))
                .tick(Duration.ofMillis(20))
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO))
                .limits(Limits.none().withStabilization(Duration.ZERO, Duration.ofMillis(STABILIZATION_MILLIS)))
                .pool(new PoolSpec(RecordingFilePool.NAME, Duration.ofSeconds(10), Duration.ofSeconds(2)))
                .build();
    }

    /** Tells whether the load is high at a time. */
    static boolean isHigh(long epochMillis) {
        return Math.floorMod(epochMillis, 2 * PHASE_MILLIS) < PHASE_MILLIS;
    }

    /** Runs; the argument is the folder of its journal, its state and its pool. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        PrintStream out = new PrintStream(System.out, /* autoFlush= */ true, StandardCharsets.UTF_8);
        RecordingFilePool pool = new RecordingFilePool(folder, System.currentTimeMillis());
        try (Autoscaler autoscaler = Autoscaler.of(spec())
                .source(QUEUE, () -> Reading.of(isHigh(System.currentTimeMillis()) ? 40 : 10))
                .pool(pool)
                // On a machine that is busy with other things a source may be late, which is not what is tested.
                .readDeadline(Duration.ofSeconds(2))
                .specification("life of " + ProcessHandle.current().pid())
                .journal(JsonLinesJournal.open(folder.resolve("journal.jsonl"), 200_000, 1000))
                .stateStore(new FileStateStore(folder))
                .listener(new AutoscalerListener() {
                    private boolean decided;

                    @Override
                    public void onDecision(Decision decision) {
                        if (!decided) {
                            decided = true;
                            out.println("decides");
                        }
                    }

                    @Override
                    public void onFailure(String component, String reason) {
                        out.println(String.format(Locale.ROOT, "failure of %s: %s", component, reason));
                    }
                })
                .build()) {
            autoscaler.start();
            while (System.in.read() >= 0) {
                // Whoever started this process ends it by closing its input, or by killing it.
            }
        }
    }
}
