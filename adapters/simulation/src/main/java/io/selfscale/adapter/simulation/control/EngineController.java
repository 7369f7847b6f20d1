package io.selfscale.adapter.simulation.control;

import io.selfscale.adapter.simulation.world.Measurements;
import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** DECIDE in a simulated world: the same function that runs live. */
public final class EngineController implements Controller {

    private static final String WARM_UP = "warm-up";

    private final Decider decider;
    private final Map<Signal, Measure> measures = new LinkedHashMap<>();
    private State state;
    private boolean heldBack;

    /**
     * Creates it.
     *
     * @param spec what decides; its pools are those of the world
     * @throws IllegalArgumentException if a world cannot answer one of its signals, or a policy is not pure
     */
    public EngineController(ScalingSpec spec) {
        this(spec, Map.of());
    }

    /**
     * Creates it.
     *
     * @param spec what decides; its pools are those of the world
     * @param answers measures for signals by name, in place of those of the same name
     * @throws IllegalArgumentException if a world cannot answer one of its signals, or a policy is not pure
     */
    public EngineController(ScalingSpec spec, Map<String, Measure> answers) {
        this.decider = Decider.of(spec);
        this.state = decider.initialState();
        List<String> problems = new ArrayList<>();
        for (Policy<?> policy : spec.advisors()) {
            problems.add("policy " + policy.name()
                    + " is not pure, or does not say that it is, and so would not do the same in every run");
        }
        for (SignalSpec signal : spec.signals()) {
            Measure chosen = answers.get(signal.signal().name());
            Measure measure =
                    chosen != null ? chosen : Measure.named(signal.signal().name());
            if (measure == null) {
                problems.add("nothing in a simulated world is called " + signal.signal());
            } else if (!measure.answers(signal.signal().kind())) {
                problems.add(signal.signal() + " (" + measure.meaning() + ") cannot be a "
                        + signal.signal().kind());
            } else {
                measures.put(signal.signal(), measure);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private EngineController(ScalingSpec spec, State state) {
        this.decider = Decider.of(spec);
        this.state = state;
    }

    /**
     * Returns a controller that goes on from a state, for observations that are given to it as they were recorded: what a
     * world would measure plays no part.
     */
    public static EngineController resuming(ScalingSpec spec, State state) {
        return new EngineController(spec, state);
    }

    /** Returns the state after the last decision. */
    public State state() {
        return state;
    }

    @Override
    public Control decide(Seen seen) {
        return decide(observe(seen));
    }

    /** Returns what the decision at this moment rests on; once for each moment, in order. */
    public Observation observe(Seen seen) {
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        Measurements measured = seen.measured();
        if (measured != null) {
            Duration age = Duration.ofNanos(seen.measuredAgeNanos());
            measures.forEach((signal, measure) -> readings.put(signal, measure.read(measured, signal.kind(), age)));
        }
        List<Event> events = new ArrayList<>(seen.events());
        if (!seen.mayScaleIn() && !heldBack) {
            heldBack = true;
            events.add(new Event.Overridden(new ManualOverride(
                    WARM_UP, ManualOverride.Kind.PAUSE_IN, 0, WARM_UP, "the run has just begun", null)));
        } else if (seen.mayScaleIn() && heldBack) {
            heldBack = false;
            events.add(new Event.Lifted(WARM_UP, WARM_UP));
        }
        return new Observation(
                seen.wallTime(), seen.nanos(), readings, seen.inventory(), seen.outcomes(), List.of(), events);
    }

    /** Decides by an observation, as the live loop does. */
    public Control decide(Observation observation) {
        Step<State> step = decider.decide(state, observation);
        state = step.state();
        Decision decision = step.decision();
        return new Control(decision.to(), decision.notes().serviceLevel(), decision.orders(), decision);
    }
}
