/**
 * The policies that come with the engine: pure values that run inside the decision function. Start at {@link
 * io.selfscale.engine.policy.ThresholdBand}, {@link io.selfscale.engine.policy.FoundingTable} or {@link
 * io.selfscale.engine.policy.TargetTracking}.
 */
@NullMarked
package io.selfscale.engine.policy;

import org.jspecify.annotations.NullMarked;
