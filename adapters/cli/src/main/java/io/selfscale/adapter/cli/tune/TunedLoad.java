package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.TraceLoad;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.tune.Parts;
import io.selfscale.engine.spec.PoolSpec;
import java.time.Duration;
import java.util.List;

/**
 * A recorded load in two parts: one to tune on, one held back.
 *
 * @param load the load
 * @param parts its requests
 */
record TunedLoad(TraceLoad load, Parts parts) {

    /**
     * Returns a load in two parts.
     *
     * @param heldBack share of it that is held back, in (0, 1)
     * @throws UsageException if it is too short for that
     */
    static TunedLoad of(TraceLoad load, double heldBack) {
        try {
            Demand all = load.demand();
            return new TunedLoad(load, Parts.of(all, heldBack));
        } catch (IllegalArgumentException e) {
            throw new UsageException(load.name() + " cannot be tuned on: " + e.getMessage(), e);
        }
    }

    String name() {
        return load.name();
    }

    /** Returns what is tuned on. */
    Setting first(List<PoolSpec> pools) {
        return load.setting(parts.first(), pools);
    }

    /** Returns what is held back; its clock goes on from the first part. */
    Setting rest(List<PoolSpec> pools) {
        Setting setting = load.setting(parts.rest(), pools);
        return new Setting(
                setting.demand(),
                setting.world().startingAt(setting.world().start().plus(parts.cut())),
                setting.min(),
                setting.max(),
                setting.goal());
    }

    /** Returns where the parts meet and end, in hours from the beginning of the trace. */
    String spans() {
        double from = load.plan().window().from().toNanos() / 3600e9;
        double cut = from + hours(parts.cut());
        return hours(from) + "-" + hours(cut) + " tuned on, " + hours(cut) + "-"
                + hours(cut + hours(parts.rest().duration())) + " held back";
    }

    private static double hours(Duration duration) {
        return duration.toNanos() / 3600e9;
    }

    private static String hours(double hours) {
        return io.selfscale.adapter.cli.backtest.Text.digits(hours, 2) + "h";
    }
}
