package io.selfscale.engine.schedule;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/**
 * A window that asks for something at some moment.
 *
 * @param window which
 * @param occurrence the time it is open, or opens next if it is rising
 * @param value replicas it asks for at that moment, at least 0; 0 for a freeze
 * @param isRising whether it is in its ramp, before the start
 */
public record OpenWindow(ScheduleWindow window, Occurrence occurrence, int value, boolean isRising) {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

    public OpenWindow {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(occurrence, "occurrence");
    }

    /** Returns its name and how long it lasts, in its own time zone, for the record. */
    public String describe() {
        return isRising
                ? window.name() + " rises to " + window.value() + " at " + local(occurrence.start())
                : window.name() + " until " + local(occurrence.end());
    }

    private String local(Instant moment) {
        return moment.atZone(window.when().zone()).format(MINUTES);
    }
}
