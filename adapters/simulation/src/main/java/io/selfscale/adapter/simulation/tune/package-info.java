/**
 * The search for better numbers in a policy: {@link io.selfscale.adapter.simulation.tune.Search} tries points of a space of
 * {@link io.selfscale.adapter.simulation.tune.Parameter}s by a {@link io.selfscale.adapter.simulation.tune.Trial}, towards
 * an {@link io.selfscale.adapter.simulation.tune.Objective}. It knows no files, no clock and no terminal.
 */
@NullMarked
package io.selfscale.adapter.simulation.tune;

import org.jspecify.annotations.NullMarked;
