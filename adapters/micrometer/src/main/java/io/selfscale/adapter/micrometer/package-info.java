/**
 * Micrometer on both sides of an autoscaler: {@link io.selfscale.adapter.micrometer.MeterSources} reads signals from
 * meters that a service has already, and {@link io.selfscale.adapter.micrometer.AutoscalerMeters} publishes what the
 * autoscaler does. Start with either of them.
 */
@NullMarked
package io.selfscale.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
