/**
 * Recorded loads. {@link io.selfscale.adapter.cli.demo.trace.TraceFile} reads one from a CSV file and says exactly
 * where a file is broken; a {@link io.selfscale.adapter.cli.demo.trace.Trace} is played faster, thinner or denser as a
 * schedule of arrivals.
 */
@NullMarked
package io.selfscale.adapter.cli.demo.trace;

import org.jspecify.annotations.NullMarked;
