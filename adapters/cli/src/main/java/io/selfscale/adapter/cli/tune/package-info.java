/**
 * {@code selfscale tune}: looks for better numbers in a policy file, and says what they are worth on load that they were not
 * tuned on. The search itself is {@link io.selfscale.adapter.simulation.tune.Search}.
 */
@NullMarked
package io.selfscale.adapter.cli.tune;

import org.jspecify.annotations.NullMarked;
