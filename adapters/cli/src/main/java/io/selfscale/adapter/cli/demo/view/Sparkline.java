package io.selfscale.adapter.cli.demo.view;

import java.util.ArrayDeque;
import java.util.Deque;

/** The recent past of one number as a row of small bars. Confined to its view. */
final class Sparkline {

    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    private static final String ASCII = " .:-=+*#%@";

    private final String bars;
    private final double secondsPerBar;
    private final int width;
    private final Deque<Double> values = new ArrayDeque<>();
    private double barEnds;
    private double peak;
    private double greatest;

    /**
     * Creates an empty row.
     *
     * @param unicode whether block characters can be shown
     * @param width bars in a row
     * @param seconds the time that a full row covers
     */
    Sparkline(boolean unicode, int width, double seconds) {
        this.bars = unicode ? BLOCKS : ASCII;
        this.width = width;
        this.secondsPerBar = seconds / width;
        this.barEnds = secondsPerBar;
    }

    /** Adds a value; the greatest one of each bar's time is shown. */
    void add(double atSeconds, double value) {
        while (atSeconds >= barEnds) {
            values.addLast(peak);
            if (values.size() > width) {
                values.removeFirst();
            }
            peak = 0;
            barEnds += secondsPerBar;
        }
        peak = Math.max(peak, value);
        greatest = Math.max(greatest, value);
    }

    /** Returns the row, as high as the greatest value so far. */
    String text() {
        StringBuilder text = new StringBuilder(width);
        int skipped = values.size() == width ? 1 : 0;
        values.stream().skip(skipped).forEach(value -> text.append(bar(value)));
        return text.append(bar(peak)).toString();
    }

    private char bar(double value) {
        if (value <= 0 || greatest <= 0) {
            return bars.charAt(0);
        }
        int level = (int) Math.ceil(value / greatest * (bars.length() - 1));
        return bars.charAt(Math.min(level, bars.length() - 1));
    }
}
