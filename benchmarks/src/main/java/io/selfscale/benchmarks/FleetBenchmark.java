package io.selfscale.benchmarks;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Observation;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A hundred thousand targets on one core, each with its own state of six policies and full windows. Bars: all decided in
 * less than 2 s; snapshot and restore of all in less than 5 s.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx12g", "-XX:+UseParallelGC"})
@org.openjdk.jmh.annotations.State(Scope.Thread)
public class FleetBenchmark {

    private static final int TARGETS = 100_000;

    private final FullScenario scenario = new FullScenario();
    private final ScalingSpec spec = scenario.spec();
    private final StateCodec codec = new StateCodec(spec);
    private final State[] states = new State[TARGETS];
    private final Observation[] observations = new Observation[64];
    private int second;

    /** Gives each target a state of its own. */
    @Setup
    public void fill() {
        String text = codec.encode(scenario.filled());
        for (int i = 0; i < TARGETS; i++) {
            states[i] = codec.decode(text);
        }
        for (int i = 0; i < observations.length; i++) {
            observations[i] = scenario.at(31 * 60 + 1 + i);
        }
    }

    /** One tick of every target. */
    @Benchmark
    public State[] decideAll() {
        Observation observation = observations[second++ % observations.length];
        for (int i = 0; i < TARGETS; i++) {
            states[i] = Decider.decide(spec, states[i], observation).state();
        }
        return states;
    }

    /** Writes and reads the state of every target, on every core. */
    @Benchmark
    public State[] snapshotAndRestoreAllInParallel() {
        IntStream.range(0, TARGETS).parallel().forEach(i -> states[i] = codec.decode(codec.encode(states[i])));
        return states;
    }

    /** Writes and reads the state of every target, one after the other. */
    @Benchmark
    public State[] snapshotAndRestoreAll() {
        for (int i = 0; i < TARGETS; i++) {
            states[i] = codec.decode(codec.encode(states[i]));
        }
        return states;
    }
}
