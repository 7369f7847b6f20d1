package io.selfscale.benchmarks;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Step;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** One DECIDE with six policies, three pools and full windows. Bar: at most 20 us. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@org.openjdk.jmh.annotations.State(Scope.Thread)
public class FullDecideBenchmark {

    private static final int OBSERVATIONS = 600;

    private ScalingSpec spec = new FullScenario().spec();
    private State filled = State.initial(spec);
    private State state = filled;
    private Observation[] observations = new Observation[0];
    private Observation evaluating = new FullScenario().at(1);
    private int next;

    /** Fills the windows. */
    @Setup
    public void fill() {
        FullScenario scenario = new FullScenario();
        spec = scenario.spec();
        filled = scenario.filled();
        state = filled;
        observations = new Observation[OBSERVATIONS];
        for (int i = 0; i < OBSERVATIONS; i++) {
            observations[i] = scenario.at(31 * 60 + 1 + i);
        }
        evaluating = scenario.at(32 * 60);
    }

    /** A live run: ten minutes of ticks, one after the other. */
    @Benchmark
    public Step<State> consecutiveTicks() {
        if (next == OBSERVATIONS) {
            next = 0;
            state = filled;
        }
        Step<State> step = Decider.decide(spec, state, observations[next++]);
        state = step.state();
        return step;
    }

    /** The dearest tick: all six policies are evaluated and buckets close. */
    @Benchmark
    public Step<State> everyPolicyEvaluated() {
        return Decider.decide(spec, filled, evaluating);
    }
}
