/**
 * What is to be scaled and by which rules, as immutable values. Start at {@link
 * io.selfscale.engine.spec.ScalingSpec}; everything wrong with a specification is reported at once, when it is built.
 */
@NullMarked
package io.selfscale.engine.spec;

import org.jspecify.annotations.NullMarked;
