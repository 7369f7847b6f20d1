package io.selfscale.adapter.cli.demo.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** The picture of the live view, line by line; knows no terminal. Not safe for concurrent use. */
final class LiveFrame {

    private static final int LABEL = 10;
    private static final int KEPT_EVENTS = 100;
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    private final boolean unicode;
    private final boolean coloured;
    private final Deque<String> events = new ArrayDeque<>();
    private @Nullable DemoStatus last;
    private @Nullable Sparkline offered;
    private @Nullable Sparkline ready;

    /**
     * Creates an empty picture.
     *
     * @param unicode whether characters beyond ASCII can be shown
     * @param coloured whether colours are wanted
     */
    LiveFrame(boolean unicode, boolean coloured) {
        this.unicode = unicode;
        this.coloured = coloured;
    }

    void event(String line) {
        events.addLast(line);
        if (events.size() > KEPT_EVENTS) {
            events.removeFirst();
        }
    }

    void status(DemoStatus status) {
        last = status;
        double at = Math.max(status.progress().atSeconds(), 0);
        if (offered == null || ready == null) {
            // The load, and a quiet tail of the same length at most.
            double seconds = status.progress().lengthSeconds() * 1.5;
            offered = new Sparkline(unicode, 50, seconds);
            ready = new Sparkline(unicode, 50, seconds);
        }
        offered.add(at, status.traffic().offeredPerSecond());
        ready.add(at, status.replicas().ready());
    }

    /**
     * Returns the picture.
     *
     * @param rows lines that fit
     * @param columns characters that fit in a line
     */
    List<AttributedString> lines(int rows, int columns) {
        List<AttributedString> lines = new ArrayList<>();
        if (last != null && offered != null && ready != null) {
            statusLines(lines, last, offered, ready);
        }
        int width = Math.max(columns - 1, 1);
        List<AttributedString> told = new ArrayList<>();
        for (String event : events) {
            told.addAll(eventLine(event).columnSplitLength(width));
        }
        int room = Math.max(rows - lines.size() - 1, 1);
        lines.addAll(told.subList(Math.max(told.size() - room, 0), told.size()));
        return lines.stream().map(line -> line.columnSubSequence(0, width)).toList();
    }

    private void statusLines(List<AttributedString> lines, DemoStatus status, Sparkline load, Sparkline replicas) {
        DemoStatus.Progress progress = status.progress();
        DemoStatus.Traffic traffic = status.traffic();
        DemoStatus.ReplicaCounts counts = status.replicas();
        lines.add(new AttributedStringBuilder()
                .append("selfscale demo", bold())
                .append(String.format(
                        Locale.ROOT,
                        "   %.1f s of %.0f s   %s",
                        progress.atSeconds(),
                        progress.lengthSeconds(),
                        progress.phase()))
                .toAttributedString());
        lines.add(row("offered", String.format(Locale.ROOT, "%6.1f/s  ", traffic.offeredPerSecond()), load.text()));
        lines.add(row(
                "ready", String.format(Locale.ROOT, "%3d of %-2d  ", counts.ready(), counts.max()), replicas.text()));
        lines.add(row("replicas", replicaBar(counts), replicaText(counts)));
        lines.add(row(
                "answered",
                String.format(Locale.ROOT, "%6.1f/s", traffic.completedPerSecond()),
                String.format(
                        Locale.ROOT,
                        "   latency %.0f ms   queue %d   completed %d   rejected or failed %d",
                        traffic.latencySeconds() * 1000,
                        traffic.queued(),
                        traffic.completed(),
                        traffic.notCompleted())));
        lines.add(AttributedString.EMPTY);
    }

    private String replicaBar(DemoStatus.ReplicaCounts counts) {
        String ready = unicode ? "■" : "#";
        String starting = unicode ? "◧" : "+";
        String draining = unicode ? "□" : "-";
        String bar =
                ready.repeat(counts.ready()) + starting.repeat(counts.starting()) + draining.repeat(counts.draining());
        return bar + " ".repeat(Math.max(counts.max() - bar.length(), 0) + 2);
    }

    private static String replicaText(DemoStatus.ReplicaCounts counts) {
        return String.format(
                Locale.ROOT,
                "requested %d   ready %d   starting %d   draining %d   need %s",
                counts.requested(),
                counts.ready(),
                counts.starting(),
                counts.draining(),
                counts.need() < 0 ? "?" : Integer.toString(counts.need()));
    }

    private AttributedString row(String label, String figure, String rest) {
        return new AttributedStringBuilder()
                .append(String.format(Locale.ROOT, "%-" + LABEL + "s", label), faint())
                .append(figure, bold())
                .append(rest, colour(AttributedStyle.CYAN))
                .toAttributedString();
    }

    private AttributedString eventLine(String event) {
        AttributedStyle style = PLAIN;
        if (event.startsWith("SCALE")) {
            style = colour(AttributedStyle.YELLOW);
        } else if (event.startsWith("READY")) {
            style = colour(AttributedStyle.GREEN);
        } else if (event.startsWith("ENDED") || event.startsWith("WARN")) {
            style = colour(AttributedStyle.RED);
        }
        return new AttributedString(event, style);
    }

    private AttributedStyle bold() {
        return coloured ? PLAIN.bold() : PLAIN;
    }

    private AttributedStyle faint() {
        return coloured ? PLAIN.faint() : PLAIN;
    }

    private AttributedStyle colour(int colour) {
        return coloured ? PLAIN.foreground(colour) : PLAIN;
    }
}
