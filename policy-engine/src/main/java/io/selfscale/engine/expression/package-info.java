/**
 * Small arithmetic expressions over named inputs that may be absent. Start at {@link
 * io.selfscale.engine.expression.Expression#parse}.
 */
@NullMarked
package io.selfscale.engine.expression;

import org.jspecify.annotations.NullMarked;
