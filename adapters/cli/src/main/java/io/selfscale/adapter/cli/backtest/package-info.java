/**
 * {@code selfscale backtest}: tries policies against recorded load in a simulated world, and compares what comes out.
 * {@link io.selfscale.adapter.cli.backtest.WorldOptions} are the options that say what the world is like.
 */
@NullMarked
package io.selfscale.adapter.cli.backtest;

import org.jspecify.annotations.NullMarked;
