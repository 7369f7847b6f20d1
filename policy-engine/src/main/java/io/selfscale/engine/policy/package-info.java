/**
 * The policies that come with the engine: pure values that run inside the decision function. Start at {@link
 * io.selfscale.engine.policy.ThresholdBand}, {@link io.selfscale.engine.policy.FoundingTable} or {@link
 * io.selfscale.engine.policy.TargetTracking}; where capacity is known rather than a threshold, at {@link
 * io.selfscale.engine.policy.ObjectiveSizing} or {@link io.selfscale.engine.policy.BacklogTime}.
 */
@NullMarked
package io.selfscale.engine.policy;

import org.jspecify.annotations.NullMarked;
