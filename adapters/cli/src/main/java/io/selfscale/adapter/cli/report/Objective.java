package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.world.Fate;
import io.selfscale.adapter.simulation.world.RequestRecords;
import io.selfscale.adapter.simulation.world.RunRecord;
import java.util.Objects;

/**
 * When a request counts as served in time.
 *
 * @param bounded which time is bounded
 * @param longestSeconds the longest such time that is in time, at least 0
 */
public record Objective(Bounded bounded, double longestSeconds) {

    /** Which time of a request is bounded. */
    public enum Bounded {
        /** From arrival to taking a slot. */
        WAIT,
        /** From arrival to the last token. */
        LATENCY
    }

    public Objective {
        Objects.requireNonNull(bounded, "bounded");
        if (!(longestSeconds >= 0)) {
            throw new IllegalArgumentException("longestSeconds must be at least 0 but was " + longestSeconds);
        }
    }

    /** Returns the objective that the world of a setting itself counts by. */
    static Objective of(Setting setting) {
        return new Objective(Bounded.WAIT, setting.world().longestWait().toNanos() / 1e9);
    }

    /** Tells whether a request of a run was served in time; one that was not served at all was not. */
    public boolean isMet(RunRecord run, int request) {
        RequestRecords requests = run.requests();
        Fate fate = requests.fate(request);
        double end = bounded == Bounded.WAIT ? requests.startSeconds(request) : requests.endSeconds(request);
        return (fate == Fate.COMPLETED || fate == Fate.CACHED)
                && end - run.demand().arrivalSeconds(request) <= longestSeconds;
    }

    /** Returns the share of all requests of a run that were served in time; NaN without any. */
    double attainment(RunRecord run) {
        int good = 0;
        for (int i = 0; i < run.requests().size(); i++) {
            good += isMet(run, i) ? 1 : 0;
        }
        return good / (double) run.requests().size();
    }

    /** Returns it as words that follow a share of requests, such as "wait at most 2 s". */
    String phrase() {
        return (bounded == Bounded.WAIT ? "wait at most " : "are answered within ") + Numbers.plain(longestSeconds)
                + " s";
    }
}
