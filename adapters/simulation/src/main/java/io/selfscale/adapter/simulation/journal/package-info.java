/**
 * What would have happened: a world made of the journal of a live run. Arrivals, service times and start-ups are taken from
 * the record; utilization, latency and waiting belonged to the policy that ran, and are simulated afresh.
 */
@NullMarked
package io.selfscale.adapter.simulation.journal;

import org.jspecify.annotations.NullMarked;
