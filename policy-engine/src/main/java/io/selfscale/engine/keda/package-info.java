/**
 * The arithmetic of KEDA for work items and for metrics that fail (semantics section 3), free of Kubernetes types: how
 * many jobs a queue asks for, how several triggers become one figure, and what a failed metric reports. All functions
 * are pure.
 */
@NullMarked
package io.selfscale.engine.keda;

import org.jspecify.annotations.NullMarked;
