/**
 * What runs beside the policies: overrides by people, going to zero and waking, the brownout ladder, damping of reversals,
 * the check that scale-outs help, and changes from outside. Each is a small immutable value and its pure transitions.
 */
@NullMarked
package io.selfscale.engine.operation;

import org.jspecify.annotations.NullMarked;
