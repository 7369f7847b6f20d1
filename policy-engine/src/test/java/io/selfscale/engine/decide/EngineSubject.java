package io.selfscale.engine.decide;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.RateBound;
import io.selfscale.testkit.TargetSetup;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The engine as the test kit sees it. */
final class EngineSubject implements DecisionSubject<State> {

    private final ScalingSpec spec;
    private final StateCodec codec;
    private final Duration memory;
    private final boolean proportional;
    private final @Nullable RateBound rateBound;
    private Duration holding = Duration.ZERO;

    EngineSubject(ScalingSpec spec, Duration memory, boolean proportional) {
        this(spec, memory, proportional, /* rateBound= */ null);
    }

    EngineSubject(ScalingSpec spec, Duration memory, boolean proportional, @Nullable RateBound rateBound) {
        this.rateBound = rateBound;
        this.spec = spec;
        this.codec = new StateCodec(spec);
        this.memory = memory;
        this.proportional = proportional;
    }

    /** Sets how long a size is kept after each change. */
    EngineSubject holdingFor(Duration time) {
        holding = time;
        return this;
    }

    @Override
    public Duration holding() {
        return holding;
    }

    static ScalingSpecBuilder builder(TargetSetup setup) {
        return ScalingSpec.builder(ScalingTarget.of(TargetSetup.TARGET).replicas(setup.min(), setup.max()))
                .tick(setup.tick())
                .pool(new PoolSpec(TargetSetup.POOL, setup.startDeadline(), Duration.ofSeconds(30)));
    }

    @Override
    public DecisionFunction<State> function() {
        return Decider.of(spec);
    }

    @Override
    public Set<Signal> required() {
        return spec.signals().stream()
                .filter(signal -> signal.required())
                .map(signal -> signal.signal())
                .collect(Collectors.toSet());
    }

    @Override
    public Duration memory() {
        return memory;
    }

    @Override
    public String snapshot(State state) {
        return codec.encode(state);
    }

    @Override
    public State restore(String text) {
        return codec.decode(text);
    }

    @Override
    public State resume(State state, long nanos) {
        return state.resumedAt(nanos);
    }

    @Override
    public Duration evaluationPeriod() {
        return spec.policies().stream()
                .map(Policy::period)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public @Nullable RateBound rateBound() {
        return rateBound;
    }

    @Override
    public boolean isProportional() {
        return proportional;
    }
}
