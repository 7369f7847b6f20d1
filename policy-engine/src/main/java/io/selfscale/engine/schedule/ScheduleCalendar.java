package io.selfscale.engine.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The union of windows over a stretch of time, for a person: what applies from when to when.
 *
 * @param segments in order of time, without those in which nothing applies; copied
 */
public record ScheduleCalendar(List<Segment> segments) {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm xxx", Locale.ENGLISH);

    public ScheduleCalendar {
        segments = List.copyOf(segments);
    }

    /**
     * A time over which the same windows have a say.
     *
     * @param start first moment
     * @param end first moment after it
     * @param effect what applies at its start; a floor in its ramp rises meanwhile
     */
    public record Segment(Instant start, Instant end, ScheduleEffect effect) {
        public Segment {
            Objects.requireNonNull(effect, "effect");
            if (!end.isAfter(start)) {
                throw new IllegalArgumentException("a segment must end after its start " + start + " but was " + end);
            }
        }
    }

    /** Returns the calendar of windows from one moment to a later one. */
    public static ScheduleCalendar of(List<ScheduleWindow> windows, Instant from, Instant to) {
        NavigableSet<Instant> boundaries = new TreeSet<>();
        boundaries.add(from);
        for (ScheduleWindow window : windows) {
            for (Occurrence occurrence : window.when().between(from, to.plus(window.ramp()))) {
                boundaries.add(occurrence.start().minus(window.ramp()));
                boundaries.add(occurrence.start());
                boundaries.add(occurrence.end());
            }
        }
        List<Instant> inside =
                new ArrayList<>(boundaries.subSet(from, /* fromInclusive= */ true, to, /* toInclusive= */ false));
        inside.add(to);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i + 1 < inside.size(); i++) {
            ScheduleEffect effect = ScheduleEffect.at(windows, inside.get(i));
            Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            if (last != null
                    && last.end().equals(inside.get(i))
                    && last.effect().equals(effect)) {
                segments.set(segments.size() - 1, new Segment(last.start(), inside.get(i + 1), effect));
            } else if (!effect.isNone()) {
                segments.add(new Segment(inside.get(i), inside.get(i + 1), effect));
            }
        }
        return new ScheduleCalendar(segments);
    }

    /** Returns one line for each segment, in the local time of a zone; {@code nothing scheduled} if there are none. */
    public String render(ZoneId zone) {
        if (segments.isEmpty()) {
            return "nothing scheduled";
        }
        List<String> lines = new ArrayList<>();
        for (Segment segment : segments) {
            lines.add(segment.start().atZone(zone).format(MINUTES) + " to "
                    + segment.end().atZone(zone).format(MINUTES) + "  "
                    + segment.effect().describe());
        }
        return String.join("\n", lines);
    }
}
