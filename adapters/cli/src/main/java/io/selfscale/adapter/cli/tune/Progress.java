package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Text;
import io.selfscale.adapter.simulation.tune.Candidate;
import io.selfscale.adapter.simulation.tune.Score;
import io.selfscale.policy.spi.Ticker;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far a search is: on a terminal one line that is written over and over, elsewhere a line now and then. Safe for
 * concurrent use.
 */
final class Progress {

    private static final long BETWEEN_NANOS = 100_000_000;
    private static final long BETWEEN_LINES_NANOS = 15_000_000_000L;
    private static final int WIDTH = 24;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean isTerminal;
    private final Ticker ticker;
    private String label = "";
    private int most;
    private int done;
    private long begin;
    private long shown;
    private boolean onLine;
    private boolean over;

    /**
     * Creates it.
     *
     * @param err where it is shown
     * @param isTerminal whether that is a terminal
     */
    Progress(PrintWriter err, boolean isTerminal, Ticker ticker) {
        this.err = err;
        this.isTerminal = isTerminal;
        this.ticker = ticker;
        this.begin = ticker.nanos();
        this.shown = begin;
    }

    /**
     * Begins a search.
     *
     * @param label what is tuned
     * @param most points that are tried at most
     */
    synchronized void begin(String label, int most) {
        this.label = label;
        this.most = most;
        this.done = 0;
        this.begin = ticker.nanos();
    }

    /**
     * Tells that a point was tried.
     *
     * @param points how many have been tried
     * @param best the best so far, or null if it is not known yet
     * @param timeShare share of the time that has passed
     */
    synchronized void tried(int points, @Nullable Candidate best, double timeShare) {
        done = points;
        long now = ticker.nanos();
        boolean isGiven = points == 1 && best != null;
        if (over || (!isGiven && now - shown < (isTerminal ? BETWEEN_NANOS : BETWEEN_LINES_NANOS))) {
            return;
        }
        shown = now;
        double share = Math.max(1e-3, Math.max(Math.min(1, done / (double) most), Math.min(1, timeShare)));
        double seconds = (now - begin) / 1e9;
        long left = Math.round(seconds * (1 / share - 1));
        String text = String.format(
                Locale.ROOT,
                "%d of %d candidates%s, %d:%02d left  %s",
                Math.min(done, most),
                most,
                best == null ? "" : ", best " + told(best.score()),
                left / 60,
                left % 60,
                label);
        if (isGiven && best != null && !isTerminal) {
            // What it starts from.
            text = "given: " + told(best.score()) + "; trying " + most + " candidates  " + label;
        }
        if (isTerminal) {
            int filled = (int) Math.round(share * WIDTH);
            err.print(CLEAR + "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + text);
            onLine = true;
        } else {
            err.println(text);
        }
        err.flush();
    }

    private static String told(Score score) {
        return Text.fixed(score.costPerHour(), 2) + "/h with " + Text.fixed(score.attainment() * 100, 2) + "% in time";
    }

    /** Says something else, on a line of its own. */
    synchronized void say(String text) {
        clear();
        err.println(text);
        err.flush();
    }

    /** Makes room for other output. */
    synchronized void clear() {
        if (onLine) {
            err.print(CLEAR);
            err.flush();
            onLine = false;
        }
    }

    /** Shows nothing any more. */
    synchronized void close() {
        clear();
        over = true;
    }
}
