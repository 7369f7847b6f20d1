package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.TraceLoad;
import io.selfscale.adapter.cli.backtest.WorldPlan;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.tune.Parts;
import io.selfscale.engine.spec.PoolSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded load in two parts: one to tune on, one held back.
 *
 * @param load the load
 * @param parts its requests
 * @param others what else could as well have been recorded in the first part; copied
 */
record TunedLoad(TraceLoad load, Parts parts, List<Sample> others) {

    TunedLoad {
        others = List.copyOf(others);
    }

    /**
     * Another sample of what is tuned on: another seed, where arrivals are left to chance, and decisions at other moments of
     * the load. What is good on one sample only is luck.
     *
     * @param load the load with its seed
     * @param demand what arrives
     */
    record Sample(TraceLoad load, Demand demand) {}

    /**
     * Returns a load in two parts.
     *
     * @param heldBack share of it that is held back, in (0, 1)
     * @param samples samples of what is tuned on, at least 1
     * @throws UsageException if it is too short for that
     */
    static TunedLoad of(TraceLoad load, double heldBack, int samples) {
        try {
            List<Sample> others = new ArrayList<>();
            for (int i = 1; i < samples; i++) {
                WorldPlan plan = load.plan().withSeed(load.plan().seed() + i);
                TraceLoad other = new TraceLoad(load.name(), load.trace(), load.isForeign(), plan);
                Demand first = Parts.of(other.demand(), heldBack).first();
                others.add(new Sample(
                        other, Parts.later(first, plan.tick().multipliedBy(i).dividedBy(samples))));
            }
            return new TunedLoad(load, Parts.of(load.demand(), heldBack), others);
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

    /** Returns every sample of what is tuned on. */
    List<Setting> samples(List<PoolSpec> pools) {
        List<Setting> settings = new ArrayList<>();
        settings.add(first(pools));
        others.forEach(other -> settings.add(other.load().setting(other.demand(), pools)));
        return settings;
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
