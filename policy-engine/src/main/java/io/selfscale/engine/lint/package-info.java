/**
 * Static verification of a specification before it runs (semantics section 16): what contradicts itself, what can never
 * take effect, what flaps, and how long a reaction takes, each finding with its numbers and a remedy. Pure. Start at
 * {@link io.selfscale.engine.lint.Lint}; the codes are explained in {@code docs/lint.md}.
 */
@NullMarked
package io.selfscale.engine.lint;

import org.jspecify.annotations.NullMarked;
