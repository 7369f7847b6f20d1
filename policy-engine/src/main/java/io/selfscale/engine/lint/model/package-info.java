/**
 * A bounded model check: runs the decision function itself in virtual time, on a simple plant under constant and step
 * loads, over the sizes of a target, and finds the limit cycles. Pure; the work is bounded by a number of decisions, not
 * by a clock. Start at {@link io.selfscale.engine.lint.model.ModelCheck}.
 */
@NullMarked
package io.selfscale.engine.lint.model;

import org.jspecify.annotations.NullMarked;
