/** Policies tried against demands: what is compared, in which setting, and what came out. */
@NullMarked
package io.selfscale.adapter.simulation.backtest;

import org.jspecify.annotations.NullMarked;
