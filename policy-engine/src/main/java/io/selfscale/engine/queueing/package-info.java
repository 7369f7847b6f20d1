/**
 * Queueing formulas from which a size follows (semantics section 9): pure functions of numbers that were measured. They
 * take any double; what cannot be computed is NaN, and a system that does not keep up waits for an infinite time. Start at
 * {@link io.selfscale.engine.queueing.WaitObjective}, which sizes a {@link io.selfscale.engine.queueing.ServiceModel}.
 */
@NullMarked
package io.selfscale.engine.queueing;

import org.jspecify.annotations.NullMarked;
