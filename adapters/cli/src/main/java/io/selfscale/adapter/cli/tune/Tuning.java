package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Slo;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.tune.Found;
import io.selfscale.adapter.simulation.tune.Objective;
import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.adapter.simulation.tune.Search;
import io.selfscale.adapter.simulation.tune.Watch;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
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
 * @param workers makes runs; is not shut down
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
        ExecutorService workers,
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
     * @throws java.util.concurrent.CancellationException if it is stopped before there is anything to tell
     */
    Tuned run(TunedPolicy policy, @Nullable TunedPolicy rival, boolean withLeftOut) {
        long begin = ticker.nanos();
        Tuned.Rival other = rival == null ? null : rival(rival);
        int searches = withLeftOut ? loads.size() + 1 : 1;
        List<Tuned.LeftOut> leftOut = new ArrayList<>();
        for (int i = 0; i < loads.size() && withLeftOut && !isStopped.getAsBoolean(); i++) {
            leftOut.add(leftOut(policy, i, left(begin).dividedBy(searches - i)));
        }
        Found found = search(policy, loads, most, left(begin), policy.name());
        Tuned.Scored given = scored(policy, found.given().point());
        Tuned.Scored recommended = found.best().equals(found.given())
                ? given
                : scored(policy, found.best().point());
        return new Tuned(policy, found, given, recommended, other, leftOut, (ticker.nanos() - begin) / 1e9);
    }

    private Duration left(long begin) {
        Duration left = time.minusNanos(ticker.nanos() - begin);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Tuned.Rival rival(TunedPolicy rival) {
        Duration share = Duration.ofNanos(Math.round(time.toNanos() * TIME_OF_RIVAL));
        Found found = search(rival, loads, Math.min(most, MOST_OF_RIVAL), share, rival.name());
        return new Tuned.Rival(rival, found, scored(rival, found.best().point()));
    }

    private Tuned.LeftOut leftOut(TunedPolicy policy, int index, Duration time) {
        List<TunedLoad> others = new ArrayList<>(loads);
        TunedLoad load = others.remove(index);
        Found found = search(policy, others, most, time, policy.name() + " without " + load.name());
        Point best = found.best().point();
        return new Tuned.LeftOut(
                load.name(), best, PartScore.of(policy.contender(best), load.rest(policy.pools()), slo));
    }

    private Found search(TunedPolicy policy, List<TunedLoad> on, int most, Duration time, String label) {
        List<Setting> settings =
                on.stream().map(load -> load.first(policy.pools())).toList();
        // What lies beside the best, and two points on what was held back.
        int later = 2 * policy.knobs().size() + 4;
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
        List<Future<PartScore>> first = new ArrayList<>();
        List<Future<PartScore>> rest = new ArrayList<>();
        for (TunedLoad load : loads) {
            first.add(workers.submit(() -> PartScore.of(contender, load.first(policy.pools()), slo)));
            rest.add(workers.submit(() -> PartScore.of(contender, load.rest(policy.pools()), slo)));
        }
        return new Tuned.Scored(
                point,
                first.stream().map(Tuning::get).toList(),
                rest.stream().map(Tuning::get).toList());
    }

    private static PartScore get(Future<PartScore> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("a run ended with " + e.getCause(), e);
        }
    }
}
