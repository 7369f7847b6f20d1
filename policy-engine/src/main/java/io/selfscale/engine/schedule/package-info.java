/**
 * When things happen by the wall clock: windows that recur, what they ask of the number of replicas, and where they
 * contradict each other (semantics section 13). Everything here is a pure function of a moment. Start at {@link
 * io.selfscale.engine.schedule.ScheduleWindow}; implement {@link io.selfscale.engine.schedule.Recurrence} for calendars
 * of your own.
 */
@NullMarked
package io.selfscale.engine.schedule;

import org.jspecify.annotations.NullMarked;
