/**
 * From recorded load to the requests of a run. {@link io.selfscale.adapter.simulation.trace.TraceFile} and
 * {@link io.selfscale.adapter.simulation.trace.PrometheusRange} read what was recorded and say exactly where a file is
 * broken; {@link io.selfscale.adapter.simulation.trace.Expansion} scales it and makes single requests of it.
 */
@NullMarked
package io.selfscale.adapter.simulation.trace;

import org.jspecify.annotations.NullMarked;
