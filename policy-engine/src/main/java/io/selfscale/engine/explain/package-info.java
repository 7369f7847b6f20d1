/**
 * Why it was decided so, what would have changed it, and why a scale-out came late. Pure, like the decision function: {@link
 * io.selfscale.engine.explain.Counterfactuals} asks it again with other values, {@link
 * io.selfscale.engine.explain.ScaleOutDelays} splits the time from a need to ready replicas into named parts.
 */
@NullMarked
package io.selfscale.engine.explain;

import org.jspecify.annotations.NullMarked;
