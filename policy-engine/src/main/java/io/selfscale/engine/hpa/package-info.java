/**
 * The replica arithmetic of the Kubernetes Horizontal Pod Autoscaler v2, in its own integer and floating-point form
 * (semantics section 1), free of Kubernetes types: the count of one metric is {@link
 * io.selfscale.engine.hpa.ReplicaCalculator}, one whole decision {@link io.selfscale.engine.hpa.HpaReconciler}. All
 * functions are pure.
 */
@NullMarked
package io.selfscale.engine.hpa;

import org.jspecify.annotations.NullMarked;
