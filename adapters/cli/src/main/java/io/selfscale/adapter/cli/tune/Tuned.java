package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.simulation.tune.Found;
import io.selfscale.adapter.simulation.tune.Point;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of tuning.
 *
 * @param policy what was tuned
 * @param found what the search found
 * @param given what was given, scored
 * @param recommended what is recommended, scored
 * @param rival another policy tuned in the same way, or null if none was
 * @param leftOut for each load, what was tuned on the others alone; empty if that was not asked for; copied
 * @param seconds how long it took
 * @param isInterrupted whether any of it was stopped before its end
 */
record Tuned(
        TunedPolicy policy,
        Found found,
        Scored given,
        Scored recommended,
        @Nullable Rival rival,
        List<LeftOut> leftOut,
        double seconds,
        boolean isInterrupted) {

    Tuned {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A point on both parts of each load.
     *
     * @param point the point
     * @param first for each load, on what was tuned on; copied
     * @param rest for each load, on what was held back; copied
     */
    record Scored(Point point, List<PartScore> first, List<PartScore> rest) {
        Scored {
            first = List.copyOf(first);
            rest = List.copyOf(rest);
        }
    }

    /**
     * Another policy that was tuned in the same way.
     *
     * @param policy the policy
     * @param found what the search found
     * @param best the best of it, scored
     */
    record Rival(TunedPolicy policy, Found found, Scored best) {}

    /**
     * What was tuned on all loads but one.
     *
     * @param load the name of the one
     * @param point what is best on the others
     * @param score on what was held back of the one
     */
    record LeftOut(String load, Point point, PartScore score) {}
}
