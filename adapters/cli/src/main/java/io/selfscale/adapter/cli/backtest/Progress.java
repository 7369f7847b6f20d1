package io.selfscale.adapter.cli.backtest;

import io.selfscale.policy.spi.Ticker;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * One line on a terminal that tells how far the runs are, written over and over; nothing where there is no terminal. Safe
 * for concurrent use.
 */
public final class Progress {

    private static final long BETWEEN_NANOS = 100_000_000;
    private static final int WIDTH = 30;
    private static final int LONGEST_LABEL = 40;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean shown;
    private final Ticker ticker;
    private final int runs;
    private final long begin;
    private double sum;
    private int ended;
    private String last = "";
    private long painted;
    private boolean onLine;
    private boolean over;

    /**
     * Creates it.
     *
     * @param err where it is shown
     * @param shown whether that is a terminal
     * @param ticker elapsed time
     * @param runs number of runs
     */
    public Progress(PrintWriter err, boolean shown, Ticker ticker, int runs) {
        this.err = err;
        this.shown = shown;
        this.ticker = ticker;
        this.runs = runs;
        this.begin = ticker.nanos();
        this.painted = begin - BETWEEN_NANOS;
    }

    /** One run; confined to its thread. */
    public final class Run {

        private double share;

        private Run() {}

        /** Tells how far it is. */
        public void at(double now) {
            add(Math.max(0, Math.min(1, now)) - share);
            share = Math.max(share, Math.min(1, now));
        }

        /** Tells that it has ended. */
        public void ended(String label) {
            at(1);
            finished(label);
        }
    }

    /** Begins a run. */
    public Run begun() {
        return new Run();
    }

    /** Tells that a run has ended that told nothing on its way. */
    public void ended(String label) {
        add(1);
        finished(label);
    }

    private synchronized void add(double more) {
        sum += Math.max(0, more);
        if (shown && !over && ticker.nanos() - painted >= BETWEEN_NANOS) {
            paint();
        }
    }

    private synchronized void finished(String label) {
        ended++;
        last = label.length() > LONGEST_LABEL ? "..." + label.substring(label.length() - LONGEST_LABEL + 3) : label;
    }

    private void paint() {
        painted = ticker.nanos();
        double share = Math.min(1, sum / Math.max(1, runs));
        int filled = (int) Math.round(share * WIDTH);
        double seconds = (painted - begin) / 1e9;
        String left = share > 0.02 && seconds > 1
                ? String.format(
                        Locale.ROOT,
                        ", %d:%02d left",
                        (int) (seconds * (1 / share - 1)) / 60,
                        (int) (seconds * (1 / share - 1)) % 60)
                : "";
        err.print(CLEAR + "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + ended + " of "
                + Text.plural(runs, "run") + left + "  " + last);
        err.flush();
        onLine = true;
    }

    /** Makes room for other output. */
    public synchronized void clear() {
        if (onLine) {
            err.print(CLEAR);
            err.flush();
            onLine = false;
        }
    }

    /** Shows nothing any more. */
    public synchronized void close() {
        clear();
        over = true;
    }
}
