package io.selfscale.adapter.cron;

import java.time.LocalDateTime;

/**
 * A time that a window is open by the clock on the wall: {@code [start, end)}.
 *
 * @param start when it opens
 * @param end when it closes, after {@code start}
 */
record LocalInterval(LocalDateTime start, LocalDateTime end) {}
