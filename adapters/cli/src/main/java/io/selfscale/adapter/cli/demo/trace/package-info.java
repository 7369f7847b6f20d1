/**
 * Recorded loads to be played. A {@link io.selfscale.adapter.cli.demo.trace.Trace} is made of what {@link
 * io.selfscale.adapter.simulation.trace.TraceFile} has read, and played faster, thinner or denser as a schedule of
 * arrivals.
 */
@NullMarked
package io.selfscale.adapter.cli.demo.trace;

import org.jspecify.annotations.NullMarked;
