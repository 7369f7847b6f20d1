package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.backtest.Backtest;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.baseline.Baselines;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.trace.Expansion;
import io.selfscale.adapter.simulation.trace.TraceSummary;
import io.selfscale.policy.spi.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tries policies against loads, several at a time. What comes out does not depend on how many, or on which is first.
 *
 * @param jobs runs at a time, at least 1
 * @param withStaticPeak whether the smallest constant fleet is looked for as well
 * @param ticker measures how long runs take
 * @param keepsOutcomes whether all that a run leaves is kept, and not only its figures
 */
record Runs(int jobs, boolean withStaticPeak, Ticker ticker, boolean keepsOutcomes) {

    private static final String STATIC_PEAK = "static-peak";

    /** Returns the number of runs that {@link Progress} is told of. */
    int count(List<? extends Load> loads, List<Candidate> candidates) {
        int count = 0;
        for (Load load : loads) {
            count += candidates.size() + load.own().size() + (looksForPeak(load) ? 1 : 0);
        }
        return count;
    }

    /**
     * Tries each policy against each load.
     *
     * @param finished is told of each load when all policies have been tried, in order of the loads
     * @throws UsageException if a policy cannot decide against a load
     */
    void run(
            List<? extends Load> loads, List<Candidate> candidates, Progress progress, Consumer<TraceResult> finished) {
        AtomicInteger number = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(jobs, task -> {
            Thread thread = new Thread(task, "selfscale-backtest-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Work> works = loads.stream()
                    .map(load -> new Work(load, candidates, progress))
                    .toList();
            for (Work work : works) {
                work.submit(workers);
            }
            for (Work work : works) {
                finished.accept(work.await());
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private boolean looksForPeak(Load load) {
        return withStaticPeak && load.plan().slo().isAboutWaits();
    }

    /** All runs against one load. */
    private final class Work {

        private final Load load;
        private final List<Candidate> candidates = new ArrayList<>();
        private final Progress progress;
        private final List<Future<PolicyResult>> results = new ArrayList<>();
        private @Nullable Future<TraceResult.StaticPeak> peak;
        private @Nullable Future<Facts> facts;
        private @Nullable Demand demand;
        private @Nullable Contender settledPeak;

        private record Facts(TraceSummary summary, double offeredReplicas) {}

        Work(Load load, List<Candidate> others, Progress progress) {
            this.load = load;
            this.progress = progress;
            candidates.addAll(load.own());
            candidates.addAll(others);
        }

        void submit(ExecutorService workers) {
            facts = workers.submit(this::facts);
            if (looksForPeak(load)) {
                // First, because it takes longest.
                peak = workers.submit(this::peak);
            }
            for (Candidate candidate : candidates) {
                results.add(workers.submit(() -> tryOut(candidate)));
            }
        }

        private Facts facts() {
            Demand all = demand();
            return new Facts(
                    TraceSummary.of(all),
                    Expansion.offeredLoad(
                            all, load.setting(all, List.of()).world().replica()));
        }

        private TraceResult.StaticPeak peak() {
            Setting setting = load.setting(demand(), List.of());
            Contender settled = settledPeak(setting);
            progress.ended(load.name() + " " + STATIC_PEAK);
            int replicas = settled.initialReplicas(setting);
            return new TraceResult.StaticPeak(
                    replicas, replicas * setting.demand().seconds() / 3600, settled.note());
        }

        private PolicyResult tryOut(Candidate candidate) {
            Progress.Run run = progress.begun();
            try {
                Setting setting = load.setting(demand(), candidate.pools());
                boolean isPeak = candidate.name().equals(STATIC_PEAK) && looksForPeak(load);
                Contender contender = isPeak ? settledPeak(setting) : candidate.contender();
                DoubleConsumer told = share -> {
                    requireWanted();
                    run.at(share);
                };
                Contender settled = contender.settled(setting, told);
                long begin = ticker.nanos();
                Outcome outcome = Backtest.run(settled, setting, told);
                double wallSeconds = (ticker.nanos() - begin) / 1e9;
                PolicyResult result = PolicyResult.of(outcome, load.plan().slo(), wallSeconds, keepsOutcomes);
                run.ended(load.name() + " " + candidate.name());
                return result;
            } catch (IllegalArgumentException e) {
                throw new UsageException(
                        candidate.name() + " cannot be tried against " + load.name() + ": " + e.getMessage(), e);
            }
        }

        /** The requests are made when they are needed first, and let go when all policies have been tried. */
        private synchronized Demand demand() {
            Demand made = demand;
            if (made == null) {
                made = load.demand();
                demand = made;
            }
            return made;
        }

        /** The search is done once. */
        private Contender settledPeak(Setting setting) {
            synchronized (results) {
                Contender settled = settledPeak;
                if (settled == null) {
                    settled = Objects.requireNonNull(Baselines.named(STATIC_PEAK))
                            .settled(setting, share -> requireWanted());
                    settledPeak = settled;
                }
                return settled;
            }
        }

        TraceResult await() {
            Facts known = get(Objects.requireNonNull(facts));
            List<PolicyResult> all = new ArrayList<>();
            TraceResult.StaticPeak constant = peak == null ? null : get(peak);
            for (Future<PolicyResult> result : results) {
                all.add(get(result));
            }
            synchronized (this) {
                demand = null;
            }
            return new TraceResult(load, known.summary(), known.offeredReplicas(), constant, all);
        }
    }

    private static void requireWanted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("nobody waits for it any more");
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UsageException problem) {
                throw problem;
            }
            if (e.getCause() instanceof IllegalArgumentException problem) {
                throw new UsageException(String.valueOf(problem.getMessage()), problem);
            }
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException("a run ended with " + e.getCause(), e);
        }
    }
}
