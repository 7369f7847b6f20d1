package io.selfscale.engine.decide;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import io.selfscale.policy.spi.DecisionEngine;
import java.time.Duration;
import java.util.Set;

/** Makes a decision function of one policy, for the test kit. */
public final class PolicyTrial implements DecisionEngine {

    /** Called by the service loader. */
    public PolicyTrial() {}

    @Override
    public Trial<?> trial(Target target, Policy<?> policy) {
        ScalingSpecBuilder builder = ScalingSpec.builder(
                        ScalingTarget.of(target.name()).replicas(target.min(), target.max()))
                .tick(target.tick())
                .pool(PoolSpec.of(target.pool()).withStartDeadline(target.startDeadline()));
        target.signals().forEach(builder::signal);
        ScalingSpec spec = builder.policy(inside(policy)).build();
        return new StateTrial(spec, new StateCodec(spec));
    }

    /** In a trial every policy runs inside the decision function, whatever it promises. */
    private static <M> Policy<M> inside(Policy<M> policy) {
        return policy.isPure() ? policy : new Inside<>(policy);
    }

    private record StateTrial(ScalingSpec spec, StateCodec codec) implements Trial<State> {

        @Override
        public DecisionFunction<State> function() {
            return Decider.of(spec);
        }

        @Override
        public String encode(State state) {
            return codec.encode(state);
        }

        @Override
        public State decode(String text) {
            return codec.decode(text);
        }

        @Override
        public State resumedAt(State state, long nanos) {
            return state.resumedAt(nanos);
        }
    }

    private record Inside<M>(Policy<M> policy) implements Policy<M> {

        @Override
        public String name() {
            return policy.name();
        }

        @Override
        public Set<SignalWindow> windows() {
            return policy.windows();
        }

        @Override
        public Set<Signal> signals() {
            return policy.signals();
        }

        @Override
        public Duration period() {
            return policy.period();
        }

        @Override
        public M initialMemory() {
            return policy.initialMemory();
        }

        @Override
        public MemoryCodec<M> memoryCodec() {
            return policy.memoryCodec();
        }

        @Override
        public PolicyResult<M> propose(View view, M memory) {
            return policy.propose(view, memory);
        }

        @Override
        public boolean isPure() {
            return true;
        }
    }
}
