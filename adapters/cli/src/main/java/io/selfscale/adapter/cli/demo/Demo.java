package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.gateway.Gateway;
import io.selfscale.adapter.cli.demo.gateway.GatewaySettings;
import io.selfscale.adapter.cli.demo.gateway.GatewaySnapshot;
import io.selfscale.adapter.cli.demo.gateway.PortInUseException;
import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import io.selfscale.adapter.cli.demo.load.LoadGenerator;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import io.selfscale.adapter.cli.demo.report.DemoReport;
import io.selfscale.adapter.cli.demo.report.RunRecorder;
import io.selfscale.adapter.cli.demo.view.DemoView;
import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.process.ProcessPool;
import io.selfscale.engine.Autoscaler;
import io.selfscale.engine.journal.JsonLinesJournal;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One run of the demo: opens the front door, the pool and the autoscaler, measures a worker, plays the load, waits until
 * the pool is small again, and closes everything. Runs once.
 */
final class Demo {

    /** Workers that may run beside the largest count: those that drain while others start. */
    private static final int ROOM_FOR_DRAINING = 4;

    /** Every photo that waits is in memory twice, at the front door and at the load generator that sent it. */
    private static final int QUEUE_SHARE_OF_MEMORY = 3;

    private static final Duration CALIBRATION_DEADLINE = Duration.ofMinutes(2);

    /** The load generator gives a request up after 90 s; then its outcome is known as well. */
    private static final Duration OUTCOME_DEADLINE = Duration.ofSeconds(100);

    /**
     * What the demo takes from its surroundings.
     *
     * @param clock wall-clock time
     * @param ticker elapsed time
     * @param watcher runs the demo's own periodic work; stays the caller's
     * @param workerCommand what starts a worker, as a template
     * @param memoryBytes the memory that this process may use
     */
    record Surroundings(
            Clock clock,
            Ticker ticker,
            ScheduledExecutorService watcher,
            List<String> workerCommand,
            long memoryBytes) {
        Surroundings {
            workerCommand = List.copyOf(workerCommand);
        }
    }

    private final DemoSettings settings;
    private final Surroundings around;
    private final DemoView view;
    private final TimeFactor factor;
    private final RunClock clock;
    private final RunRecorder recorder = new RunRecorder();
    private final CompletableFuture<@Nullable Void> stop;

    /**
     * Creates a run.
     *
     * @param view is told what happens; stays the caller's
     * @param stop ends the run early when it completes: {@link #run} then stops everything and throws
     */
    Demo(DemoSettings settings, Surroundings around, DemoView view, CompletableFuture<@Nullable Void> stop) {
        this.settings = settings;
        this.around = around;
        this.view = view;
        this.stop = stop;
        this.factor = TimeFactor.of(settings.length());
        this.clock = new RunClock(around.clock(), around.ticker());
    }

    /**
     * Runs to the end, or until it is stopped; nothing is left running either way.
     *
     * @throws UsageException if the settings cannot be satisfied on this machine
     * @throws CommandFailedException if the workers do not work
     * @throws CancellationException if it was stopped
     */
    DemoReport run() throws IOException {
        try (Gateway gateway = openFrontDoor()) {
            FrontDoorWorkers workers = new FrontDoorWorkers(
                    gateway::setWorkers, view::event, settings.fleet().min());
            ProcessPool pool = pool(gateway, workers);
            Played played;
            try (pool) {
                played = run(gateway, workers, pool);
            }
            return ReportAssembly.report(played, pool.workers(), clock, recorder);
        }
    }

    private Played run(Gateway gateway, FrontDoorWorkers workers, ProcessPool pool) throws IOException {
        FrontDoorSignals signals =
                new FrontDoorSignals(gateway::snapshot, gateway::meanLatency, workers::ready, around.ticker());
        DemoListener listener =
                new DemoListener(clock, recorder, view::event, settings.fleet().min());
        try (Autoscaler autoscaler = ScalingPlan.of(settings, factor, signals)
                .pool(pool)
                .journal(openJournal())
                .listener(listener)
                .time(around.clock(), around.ticker())
                .build()) {
            introduce(gateway);
            autoscaler.start();
            // The first workers start meanwhile.
            ProductPhotos photos = ProductPhotos.draw(settings.seed());
            awaitFirstWorkers(workers);
            Calibration calibration = calibrate(gateway, photos);
            LoadPlan plan = LoadPlan.of(settings, factor, calibration.perSecond());
            view.event(plan.description());
            DemoWatch watch = new DemoWatch(
                    settings,
                    new DemoWatch.Sights(
                            gateway::snapshot, signals::latencySeconds, workers::ready, pool::workers, listener),
                    clock,
                    around.ticker(),
                    view);
            try (LoadGenerator load = generator(gateway, plan.arrivals(), photos)) {
                signals.begin(calibration.estimate());
                clock.begin();
                play(load, watch, listener);
                return new Played(load.totals(), load.latency(), watch.throughputByReady(), watch.workerCpuSeconds());
            }
        }
    }

    private void play(LoadGenerator load, DemoWatch watch, DemoListener listener) {
        CompletableFuture<@Nullable Void> loadOver = new CompletableFuture<>();
        long period = DemoWatch.PERIOD.toMillis();
        var looking = around.watcher().scheduleAtFixedRate(() -> look(watch), 0, period, TimeUnit.MILLISECONDS);
        var ending = around.watcher()
                .schedule(() -> loadOver.complete(null), settings.length().toNanos(), TimeUnit.NANOSECONDS);
        try {
            load.start();
            await(loadOver, settings.length().plusSeconds(10));
            view.event(String.format(
                    Locale.ROOT,
                    "The load is over; waiting until the pool is back at %d, for %.0f s at most",
                    settings.fleet().min(),
                    Durations.seconds(settings.length())));
            if (!await(listener.rest(), settings.length())) {
                view.event("WARN the pool was not back at " + settings.fleet().min() + " in that time");
            }
            if (!await(load.finished(), OUTCOME_DEADLINE)) {
                throw new CommandFailedException("requests have no outcome " + OUTCOME_DEADLINE.toSeconds()
                        + " s after the load was over: " + load.totals());
            }
        } finally {
            looking.cancel(false);
            ending.cancel(false);
        }
        look(watch);
    }

    /** A look that fails is reported and does not end those to come. */
    private void look(DemoWatch watch) {
        try {
            watch.look();
        } catch (RuntimeException e) {
            view.event("WARN the demo could not look at itself: " + e);
        }
    }

    private Gateway openFrontDoor() throws IOException {
        try {
            GatewaySettings usual = GatewaySettings.onPort(settings.output().port());
            return Gateway.open(
                    new GatewaySettings(
                            usual.port(),
                            usual.queueLimit(),
                            around.memoryBytes() / QUEUE_SHARE_OF_MEMORY,
                            usual.queueDeadline(),
                            usual.workerTimeout()),
                    around.ticker());
        } catch (PortInUseException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private ProcessPool pool(Gateway gateway, FrontDoorWorkers workers) {
        FleetSettings fleet = settings.fleet();
        try {
            return ProcessPool.builder(ScalingPlan.POOL)
                    .idPrefix("workers")
                    .command(around.workerCommand())
                    .maxReplicas(fleet.max() + ROOM_FOR_DRAINING)
                    .readiness("/ready", Duration.ofMillis(100))
                    .startDeadline(ScalingPlan.startDeadline(fleet))
                    .idle(worker -> gateway.inFlight(worker.id()) == 0)
                    .crashBackoff(Duration.ofMillis(100), Duration.ofSeconds(5))
                    // The report tells of every worker there was: the load, as long a tail, and what comes before.
                    .keepEnded(settings.length().multipliedBy(2).plusMinutes(10))
                    .listener(workers)
                    .clock(around.clock())
                    .ticker(around.ticker())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private Journal openJournal() {
        Path file = settings.output().journal();
        if (file == null) {
            return Journal.disabled();
        }
        try {
            return JsonLinesJournal.open(file);
        } catch (IOException e) {
            throw new UsageException("--journal must be a file that can be written, but " + file + ": " + e, e);
        }
    }

    private LoadGenerator generator(Gateway gateway, ArrivalSchedule arrivals, ProductPhotos photos) {
        return new LoadGenerator(gateway.analyzeUri(), arrivals, photos, settings.seed(), around.ticker());
    }

    private void introduce(Gateway gateway) {
        FleetSettings fleet = settings.fleet();
        view.event(String.format(
                Locale.ROOT,
                "selfscale demo: %s policy, %d to %d workers at %.0f %% of a core each, seed %d, front door %s",
                settings.policy().word(),
                fleet.min(),
                fleet.max(),
                fleet.cpuShare() * 100,
                settings.seed(),
                gateway.analyzeUri()));
        view.event(String.format(
                Locale.ROOT,
                "time factor %.4g: every window of the policy is divided by it; 5 minutes are %.3g s here",
                factor.value(),
                Durations.seconds(factor.shrink(Duration.ofMinutes(5)))));
    }

    private void awaitFirstWorkers(FrontDoorWorkers workers) {
        Duration deadline = ScalingPlan.startDeadline(settings.fleet()).plusSeconds(10);
        if (!await(workers.firstReady(), deadline)) {
            throw new CommandFailedException("no worker was ready within " + deadline.toSeconds() + " s"
                    + (workers.lastFailure() == null ? "" : "; the last one that ended: " + workers.lastFailure()));
        }
    }

    private Calibration calibrate(Gateway gateway, ProductPhotos photos) {
        GatewaySnapshot before = gateway.snapshot();
        try (LoadGenerator burst =
                generator(gateway, ArrivalSchedule.burst(settings.fleet().min(), settings.seed()), photos)) {
            burst.start();
            if (!await(burst.finished(), CALIBRATION_DEADLINE)) {
                throw new CommandFailedException("the workers did not serve the photos that were sent to measure them"
                        + " within " + CALIBRATION_DEADLINE.toSeconds() + " s: " + burst.totals());
            }
        }
        Calibration calibration = Calibration.between(before, gateway.snapshot());
        view.event(String.format(
                Locale.ROOT,
                "one worker serves %.1f requests/s (measured: %d photos in %.1f s)",
                calibration.perSecond(),
                calibration.completed(),
                calibration.busySeconds()));
        return calibration;
    }

    /** Waits for something, and returns whether it came in time. */
    private boolean await(CompletableFuture<?> awaited, Duration time) {
        try {
            CompletableFuture.anyOf(awaited, stop).get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        if (stop.isDone()) {
            throw new CancellationException("stopped");
        }
        return true;
    }
}
