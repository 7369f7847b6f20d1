/**
 * The arithmetic of the Knative pod autoscaler (semantics section 2), free of Kubernetes types: bucketed windows and their
 * averages, the sliding maximum behind the scale-down delay, target resolution, and the stable/panic decision. Everything
 * is an immutable value or a pure function. Start at {@link io.selfscale.engine.kpa.KpaScaler}.
 */
@NullMarked
package io.selfscale.engine.kpa;

import org.jspecify.annotations.NullMarked;
