package io.selfscale.engine.journal;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;

/**
 * A decision of a journal, computed again.
 *
 * @param line number of its line, from 1 on
 * @param spec what it was decided by
 * @param before the state before it
 * @param observation what it rests on
 * @param decision what the decision function says
 */
public record RecomputedDecision(
        int line, ScalingSpec spec, State before, Observation observation, Decision decision) {}
