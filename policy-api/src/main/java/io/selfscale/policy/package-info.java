/**
 * The values of an autoscaling decision: what was measured ({@link io.selfscale.policy.Signal},
 * {@link io.selfscale.policy.Sample}, {@link io.selfscale.policy.Inventory}), what a policy makes of it
 * ({@link io.selfscale.policy.Policy}, {@link io.selfscale.policy.Proposal}) and what was decided, stage by stage
 * ({@link io.selfscale.policy.Decision}). Everything here is immutable and safe for concurrent use unless it says
 * otherwise. Start at {@link io.selfscale.policy.DecisionFunction}.
 */
@NullMarked
package io.selfscale.policy;

import org.jspecify.annotations.NullMarked;
