/**
 * DECIDE: the one pure function {@code (spec, state, observation) -> (decision, state')}, and its stages: {@link
 * io.selfscale.engine.decide.SignalEstimate estimate}, {@link io.selfscale.engine.decide.Proposals propose}, {@link
 * io.selfscale.engine.decide.Combiner combine}, {@link io.selfscale.engine.decide.Constraints constrain} and {@link
 * io.selfscale.engine.decide.OrderPlan order}. Start at {@link io.selfscale.engine.decide.Decider}.
 */
@NullMarked
package io.selfscale.engine.decide;

import org.jspecify.annotations.NullMarked;
