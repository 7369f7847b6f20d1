/** What decides in a simulated world: the engine, or a plan. */
@NullMarked
package io.selfscale.adapter.simulation.control;

import org.jspecify.annotations.NullMarked;
