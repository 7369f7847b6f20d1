package io.selfscale.adapter.simulation.figure;

import io.selfscale.adapter.simulation.world.Fate;
import io.selfscale.adapter.simulation.world.RequestRecords;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.WorldSettings;
import java.util.Objects;

/**
 * When a request counts as served in time. Immutable.
 *
 * @param bounded which time is bounded
 * @param longestSeconds the longest such time that is in time, in seconds, at least 0
 */
public record LatencyObjective(Bounded bounded, double longestSeconds) {

    /** Which time of a request is bounded. */
    public enum Bounded {
        /** From arrival to taking a slot. */
        WAIT,
        /** From arrival to the last token. */
        LATENCY
    }

    public LatencyObjective {
        Objects.requireNonNull(bounded, "bounded");
        if (!(longestSeconds >= 0)) {
            throw new IllegalArgumentException("longestSeconds must be at least 0 but was " + longestSeconds);
        }
    }

    /** Returns the objective that a world itself counts by, which is about waits. */
    public static LatencyObjective of(WorldSettings world) {
        return new LatencyObjective(Bounded.WAIT, world.longestWaitSeconds());
    }

    /** Tells whether a request of a run was served in time; one that was not served at all was not. */
    public boolean isMet(RunRecord run, int request) {
        RequestRecords requests = run.requests();
        Fate fate = requests.fate(request);
        double end = bounded == Bounded.WAIT ? requests.startSeconds(request) : requests.endSeconds(request);
        return (fate == Fate.COMPLETED || fate == Fate.CACHED)
                && end - run.demand().arrivalSeconds(request) <= longestSeconds;
    }

    /** Returns the share of all requests of a run that were served in time, in [0, 1]; NaN without any request. */
    public double attainment(RunRecord run) {
        int good = 0;
        for (int i = 0; i < run.requests().size(); i++) {
            good += isMet(run, i) ? 1 : 0;
        }
        return good / (double) run.requests().size();
    }
}
