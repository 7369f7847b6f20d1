package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.WorldPlan;
import io.selfscale.adapter.simulation.tune.Objective;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done, understood.
 *
 * @param policy what is tuned
 * @param rival what is tuned in the same way, to compare with, or null
 * @param plan the world
 * @param objective what is asked for
 * @param words the same in words
 * @param loads what is tuned on, and scored on; copied
 * @param how how the search goes
 */
record TuneCall(
        TunedPolicy policy,
        @Nullable TunedPolicy rival,
        WorldPlan plan,
        Objective objective,
        String words,
        List<TunedLoad> loads,
        SearchOptions.Plan how) {

    TuneCall {
        loads = List.copyOf(loads);
    }

    /** Returns what the search looks for: the promise is kept better on what is tuned on, for elsewhere it is kept worse. */
    Objective stricter() {
        return objective instanceof Objective.Cheapest cheapest
                ? new Objective.Cheapest(1 - (1 - cheapest.share()) * (1 - how.margin()))
                : objective;
    }
}
