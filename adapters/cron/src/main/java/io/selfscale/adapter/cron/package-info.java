/**
 * Schedules written as cron expressions: a {@link io.selfscale.adapter.cron.CronRecurrence} is open from one expression
 * to the other, and goes wherever a window of the engine takes a recurrence.
 */
@NullMarked
package io.selfscale.adapter.cron;

import org.jspecify.annotations.NullMarked;
