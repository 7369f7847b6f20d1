package io.selfscale.engine.decide;

import static java.time.Duration.ofSeconds;

import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.policy.LoadSignals;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The invariants over sizing with a calibrated head-room, with the virtual load taken for arrivals and a service time that
 * does not depend on it, there whenever the latency is.
 */
class CalibratedSizingProperties implements DecisionInvariants<State> {

    private static final Signal SERVICE_TIME = Signal.duration("service_time");

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.QUEUE_LENGTH)
                .signal(SERVICE_TIME)
                .policy(CalibratedSizing.of(
                                new LoadSignals(VirtualTarget.QUEUE_LENGTH, SERVICE_TIME, null, null, null),
                                8,
                                WaitObjective.of(ofSeconds(1), 0.95))
                        .over(setup.outWindow()))
                .build();
        Duration memory = setup.outWindow().multipliedBy(2).plus(setup.tick());
        return new Subject(new EngineSubject(spec, memory, /* proportional= */ false));
    }

    /** The engine in a world that also tells a service time. */
    private record Subject(EngineSubject engine) implements DecisionSubject<State> {

        @Override
        public DecisionFunction<State> function() {
            DecisionFunction<State> decider = engine.function();
            return new DecisionFunction<>() {
                @Override
                public State initialState() {
                    return decider.initialState();
                }

                @Override
                public Step<State> decide(State state, Observation observation) {
                    return decider.decide(state, withServiceTime(observation));
                }
            };
        }

        private static Observation withServiceTime(Observation observation) {
            Map<Signal, Reading> readings = new LinkedHashMap<>(observation.readings());
            @Nullable Reading latency = readings.get(VirtualTarget.LATENCY);
            if (latency instanceof Reading.Whole whole && whole.sample().isFresh()) {
                readings.put(SERVICE_TIME, Reading.of(0.7));
            }
            return new Observation(
                    observation.wallTime(),
                    observation.nanos(),
                    readings,
                    observation.inventory(),
                    observation.outcomes(),
                    observation.advice(),
                    observation.events());
        }

        @Override
        public Set<Signal> required() {
            // Without work, no service time is needed to tell that none is left to do.
            return Set.of(VirtualTarget.QUEUE_LENGTH);
        }

        @Override
        public Duration memory() {
            return engine.memory();
        }

        @Override
        public String snapshot(State state) {
            return engine.snapshot(state);
        }

        @Override
        public State restore(String text) {
            return engine.restore(text);
        }

        @Override
        public State resume(State state, long nanos) {
            return engine.resume(state, nanos);
        }
    }
}
