package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.world.WorldSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleConsumer;

/**
 * Knows every arrival beforehand, and respects the start-up time: an approximation from above of the cheapest way to reach
 * the goal.
 *
 * <p>The work that the known arrivals make in each tick, were each served at once as far as the largest fleet can, gives the
 * slots that they take; a head-room is put on that, the same at all times, and the smallest one that reaches the goal is
 * looked for by trying. A replica is ordered its start-up time ahead, and kept while it is needed again within that time,
 * for to start it anew would cost as much.
 *
 * @param name its name
 */
record Clairvoyant(String name) implements Contender {

    private static final double LEAST_HEADROOM = 0.4;
    private static final double MOST_HEADROOM = 4;
    private static final int BISECTIONS = 8;

    /** Where the goal cannot be reached, what is within this of the most that can be is enough. */
    private static final double NEAR_ENOUGH = 0.001;

    @Override
    public Contender settled(Setting setting, DoubleConsumer progress) {
        double[] slots = KnownWork.slotsByTick(setting);
        double most = Trial.attainment(planned(setting, slots, MOST_HEADROOM, ""), setting, progress);
        double goal = most >= setting.goal() ? setting.goal() : most - NEAR_ENOUGH;
        double low = LEAST_HEADROOM;
        double high = MOST_HEADROOM;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = Math.sqrt(low * high);
            if (Trial.attainment(planned(setting, slots, middle, ""), setting, progress) >= goal) {
                high = middle;
            } else {
                low = middle;
            }
        }
        String note = String.format(Locale.ROOT, "%.2f times the known work", high);
        if (most < setting.goal()) {
            note += ": " + Percent.of(setting.goal()) + " cannot be reached";
        }
        return planned(setting, slots, high, note);
    }

    private Planned planned(Setting setting, double[] slots, double headroom, String note) {
        int each = setting.world().replica().slots();
        int[] replicas = Arrays.stream(slots)
                .mapToInt(taken -> (int) Math.ceil(headroom * taken / each - 1e-9))
                .map(needed -> Math.max(setting.min(), Math.min(setting.max(), needed)))
                .toArray();
        return new Planned(name, note, new Plan(replicas, ticksAhead(setting.world())));
    }

    private static int ticksAhead(WorldSettings world) {
        double startup = 0;
        for (PoolModel pool : world.pools()) {
            startup = Math.max(startup, pool.startup().law().quantileSeconds(0.95));
        }
        return (int) Math.ceil(startup * 1e9 / world.monitoring().tick().toNanos() - 1e-9);
    }

    @Override
    public Controller controller(Setting setting) {
        return settled(setting, share -> {}).controller(setting);
    }

    /** What was found. */
    private record Planned(String name, String note, Plan plan) implements Contender {

        @Override
        public Controller controller(Setting setting) {
            return new PlannedController(plan, setting.world());
        }
    }
}
