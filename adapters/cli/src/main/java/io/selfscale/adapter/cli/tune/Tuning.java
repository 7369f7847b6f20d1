package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Slo;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.tune.Found;
import io.selfscale.adapter.simulation.tune.Objective;
import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.adapter.simulation.tune.Search;
import io.selfscale.adapter.simulation.tune.Watch;
import io.selfscale.adapter.simulation.tune.Workers;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tunes policies on the first parts of loads, and scores what comes out on both.
 *
 * @param loads the loads; copied
 * @param objective what the search looks for
 * @param slo what is promised
 * @param most points to try
 * @param time how long everything may take
 * @param seed of the search
 * @param workers makes runs
 * @param ticker elapsed time
 * @param isStopped whether it is to end with what it has
 * @param progress is told how far it is
 */
record Tuning(
        List<TunedLoad> loads,
        Objective objective,
        Slo slo,
        int most,
        Duration time,
        long seed,
        Workers workers,
        Ticker ticker,
        BooleanSupplier isStopped,
        Progress progress) {

    /** Another policy has two numbers, and needs no more points to find them. */
    private static final int MOST_OF_RIVAL = 100;

    /** Share of the time that another policy gets. */
    private static final double TIME_OF_RIVAL = 0.25;

    Tuning {
        loads = List.copyOf(loads);
    }

    /**
     * Tunes a policy.
     *
     * @param rival another policy to be tuned in the same way, or null
     * @param withLeftOut whether it is also tuned on all loads but one, in turn
     * @throws CancellationException if it is stopped before there is anything to tell
     */
    Tuned run(TunedPolicy policy, @Nullable TunedPolicy rival, boolean withLeftOut) {
        long begin = ticker.nanos();
        int searches = withLeftOut ? loads.size() + 1 : 1;
        double share = (rival == null ? 1 : 1 - TIME_OF_RIVAL) / searches;
        Found found = search(policy, loads, most, part(time, share), policy.name());
        if (found == null) {
            throw new CancellationException("stopped before anything was tried");
        }
        List<Tuned.LeftOut> leftOut = new ArrayList<>();
        for (int i = 0; i < searches - 1 && !isStopped.getAsBoolean(); i++) {
            Tuned.LeftOut each = leftOut(policy, i, part(time, share));
            if (each != null) {
                leftOut.add(each);
            }
        }
        Tuned.Rival other = rival == null || isStopped.getAsBoolean() ? null : rival(rival);
        boolean isInterrupted = isStopped.getAsBoolean();
        if (isInterrupted) {
            progress.say("interrupted: scoring the best so far ...");
        }
        Tuned.Scored given = scored(policy, found.given().point());
        Tuned.Scored recommended = found.best().point().equals(found.given().point())
                ? given
                : scored(policy, found.best().point());
        return new Tuned(
                policy, found, given, recommended, other, leftOut, (ticker.nanos() - begin) / 1e9, isInterrupted);
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofNanos(Math.round(whole.toNanos() * share));
    }

    private Tuned.@Nullable Rival rival(TunedPolicy rival) {
        Found found = search(rival, loads, Math.min(most, MOST_OF_RIVAL), part(time, TIME_OF_RIVAL), rival.name());
        return found == null
                ? null
                : new Tuned.Rival(rival, found, scored(rival, found.best().point()));
    }

    private Tuned.@Nullable LeftOut leftOut(TunedPolicy policy, int index, Duration time) {
        List<TunedLoad> others = new ArrayList<>(loads);
        TunedLoad load = others.remove(index);
        // Counts its refusals itself.
        TunedPolicy anew = new TunedPolicy(policy.text(), policy.knobs(), policy.known(), policy.pools());
        Found found = search(anew, others, most, time, policy.name() + " without " + load.name());
        if (found == null) {
            return null;
        }
        Point best = found.best().point();
        return new Tuned.LeftOut(
                load.name(), best, PartScore.of(policy.contender(best), load.rest(policy.pools()), slo));
    }

    /** Returns what is found, or null if it was stopped before anything was tried. */
    private @Nullable Found search(TunedPolicy policy, List<TunedLoad> on, int most, Duration time, String label) {
        List<Setting> settings = on.stream()
                .flatMap(load -> load.samples(policy.pools()).stream())
                .toList();
        // Changes of the best taken back one by one, what lies beside it, and two points on both parts.
        int later = 4 * policy.knobs().size() + 5;
        progress.begin(label, most);
        Watch watch = new Deadline(ticker, time, later, isStopped, progress);
        return Search.run(
                policy.parameters(),
                objective,
                new PolicyTrial(policy, settings, slo, isStopped),
                most,
                seed,
                workers,
                watch);
    }

    private Tuned.Scored scored(TunedPolicy policy, Point point) {
        Contender contender = policy.contender(point);
        List<Supplier<PartScore>> runs = new ArrayList<>();
        for (TunedLoad load : loads) {
            runs.add(() -> PartScore.of(contender, load.first(policy.pools()), slo));
            runs.add(() -> PartScore.of(contender, load.rest(policy.pools()), slo));
        }
        List<PartScore> first = new ArrayList<>();
        List<PartScore> rest = new ArrayList<>();
        for (PartScore score : workers.results(runs)) {
            (first.size() == rest.size() ? first : rest).add(score);
        }
        return new Tuned.Scored(point, first, rest);
    }
}
