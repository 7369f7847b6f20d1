/**
 * Policies to compare with: constant fleets, the autoscalers that most people run, and one that knows the future. Where the
 * engine has the policy, it decides as it does live.
 */
@NullMarked
package io.selfscale.adapter.simulation.baseline;

import org.jspecify.annotations.NullMarked;
