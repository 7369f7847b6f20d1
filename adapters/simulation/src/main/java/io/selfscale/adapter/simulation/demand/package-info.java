/** The requests that a simulated world is offered. */
@NullMarked
package io.selfscale.adapter.simulation.demand;

import org.jspecify.annotations.NullMarked;
