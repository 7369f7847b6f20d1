/**
 * The replica arithmetic of the Kubernetes Horizontal Pod Autoscaler v2, in its own integer and floating-point form
 * (semantics sections 1.3 to 1.5), free of Kubernetes types. All functions are pure.
 */
@NullMarked
package io.selfscale.engine.hpa;

import org.jspecify.annotations.NullMarked;
