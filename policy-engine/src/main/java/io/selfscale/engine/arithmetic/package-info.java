/** Rounding that does not add a replica where a floating-point result lies a hair above a whole number. */
@NullMarked
package io.selfscale.engine.arithmetic;

import org.jspecify.annotations.NullMarked;
