package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.DemandCurve;
import io.selfscale.adapter.simulation.figure.StepFunction;
import io.selfscale.engine.queueing.Sizing;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;

/**
 * The smallest constant fleet that reaches the goal on the very demand it is tried on, or the largest that is allowed.
 *
 * @param name its name
 */
record StaticPeak(String name) implements Contender {

    @Override
    public Contender settled(Setting setting, DoubleConsumer progress) {
        Map<Integer, Boolean> known = new HashMap<>();
        Sizing size = smallest(
                Math.max(1, setting.min()),
                setting.max(),
                guess(setting),
                replicas -> known.computeIfAbsent(
                        replicas, count -> Trial.reachesGoal(new ConstantFleet(name, "", count), setting, progress)));
        String note = size.replicas() + " replicas";
        if (!size.feasible()) {
            note += ", the most allowed: no constant fleet reaches " + Percent.of(setting.goal());
        }
        return new ConstantFleet(name, note, size.replicas());
    }

    /** Each trial is a whole run: few are needed from near the answer. */
    private static Sizing smallest(int least, int most, int guess, IntPredicate fits) {
        int low = least;
        int high = Math.max(least, Math.min(most, guess));
        if (fits.test(high)) {
            for (int step = 1; low < high; step *= 2) {
                int next = Math.max(low, high - step);
                if (!fits.test(next)) {
                    low = next + 1;
                    break;
                }
                high = next;
            }
        } else {
            for (int step = 1; high < most && !fits.test(high); step *= 2) {
                low = high + 1;
                high = Math.min(most, high + step);
            }
        }
        return Sizing.smallest(low, high, fits);
    }

    /**
     * Returns one less than what all but the busiest minutes need, those in which as many requests arrive as may be late:
     * a trial with too few ends early, one with too many does not.
     */
    private static int guess(Setting setting) {
        Demand demand = setting.demand();
        StepFunction needed = DemandCurve.of(
                demand,
                setting.world().replica(),
                new DemandCurve.Objective(
                        setting.world().longestWaitSeconds(), setting.goal(), setting.min(), setting.max()));
        int[] arrivals = new int[needed.greatest() + 1];
        for (int i = 0; i < needed.steps(); i++) {
            arrivals[needed.value(i)] +=
                    demand.arrivalsBefore(needed.endSeconds(i)) - demand.arrivalsBefore(needed.startSeconds(i));
        }
        int replicas = needed.greatest();
        double late = 0;
        while (replicas > 1 && late + arrivals[replicas] <= (1 - setting.goal()) * demand.size()) {
            late += arrivals[replicas];
            replicas--;
        }
        return replicas - 1;
    }

    @Override
    public int initialReplicas(Setting setting) {
        return settled(setting, share -> {}).initialReplicas(setting);
    }

    @Override
    public Controller controller(Setting setting) {
        return settled(setting, share -> {}).controller(setting);
    }
}
