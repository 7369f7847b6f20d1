package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.gateway.GatewaySnapshot;
import io.selfscale.adapter.cli.demo.measure.ProcessorTime;
import io.selfscale.adapter.cli.demo.measure.RateMeter;
import io.selfscale.adapter.cli.demo.measure.SaturationMeter;
import io.selfscale.adapter.cli.demo.view.DemoStatus;
import io.selfscale.adapter.cli.demo.view.DemoView;
import io.selfscale.adapter.process.Worker;
import io.selfscale.policy.Capacity;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Looks at the running demo ten times a second: feeds the view, and measures throughput and processor time. */
final class DemoWatch {

    /** Time between two looks. */
    static final Duration PERIOD = Duration.ofMillis(100);

    private static final int LOOKS_PER_STATUS = 2;
    private static final int LOOKS_PER_PROCESSOR_TIME = 5;

    /**
     * What is looked at.
     *
     * @param frontDoor its counters
     * @param latencySeconds the latency of the last moments
     * @param ready workers that the front door uses
     * @param workers the processes
     * @param decision follows the autoscaler
     */
    record Sights(
            Supplier<GatewaySnapshot> frontDoor,
            DoubleSupplier latencySeconds,
            IntSupplier ready,
            Supplier<List<Worker>> workers,
            DemoListener decision) {}

    private final DemoSettings settings;
    private final Sights sights;
    private final RunClock clock;
    private final Ticker ticker;
    private final DemoView view;
    private final RateMeter offered = new RateMeter(FrontDoorSignals.RECENT);
    private final RateMeter completed = new RateMeter(FrontDoorSignals.RECENT);
    private final SaturationMeter saturation = new SaturationMeter();
    private final ProcessorTime workerTime = ProcessorTime.ofThisMachine();
    private final GatewaySnapshot before;
    private long looks;

    /** Creates a watch; the counters of the front door count from now on. */
    DemoWatch(DemoSettings settings, Sights sights, RunClock clock, Ticker ticker, DemoView view) {
        this.settings = settings;
        this.sights = sights;
        this.clock = clock;
        this.ticker = ticker;
        this.view = view;
        this.before = sights.frontDoor().get();
    }

    /** Looks once. Called by one thread at a time. */
    synchronized void look() {
        GatewaySnapshot now = sights.frontDoor().get();
        long nanos = ticker.nanos();
        int ready = sights.ready().getAsInt();
        saturation.look(nanos, ready, now.queueLength(), now.completed());
        double offeredRate = offered.perSecond(nanos, now.offered());
        double completedRate = completed.perSecond(nanos, now.completed());
        if (looks % LOOKS_PER_PROCESSOR_TIME == 0) {
            lookAtProcesses();
        }
        if (looks % LOOKS_PER_STATUS == 0) {
            view.status(status(now, ready, offeredRate, completedRate));
        }
        looks++;
    }

    /** Returns the requests per second under saturation, by the number of ready workers. */
    synchronized SortedMap<Integer, Double> throughputByReady() {
        return saturation.perSecondByReady();
    }

    /** Looks at the worker processes once more, and returns the processor time of all there ever were, in seconds. */
    synchronized double workerCpuSeconds() {
        lookAtProcesses();
        return workerTime.seconds();
    }

    private void lookAtProcesses() {
        for (Worker worker : sights.workers().get()) {
            if (worker.pid() > 0 && !worker.state().isTerminal()) {
                workerTime.look(worker.pid());
            }
        }
    }

    private DemoStatus status(GatewaySnapshot now, int ready, double offeredRate, double completedRate) {
        long notCompleted = now.requests().failed()
                + now.requests().rejected()
                - before.requests().failed()
                - before.requests().rejected();
        return new DemoStatus(
                new DemoStatus.Progress(
                        clock.seconds(), Durations.seconds(settings.length()), Phase.at(settings, clock.seconds())),
                new DemoStatus.Traffic(
                        offeredRate,
                        completedRate,
                        now.queueLength(),
                        sights.latencySeconds().getAsDouble(),
                        now.completed() - before.completed(),
                        notCompleted),
                replicas(ready));
    }

    private DemoStatus.ReplicaCounts replicas(int ready) {
        int max = settings.fleet().max();
        Decision decision = sights.decision().last();
        if (decision == null) {
            return new DemoStatus.ReplicaCounts(settings.fleet().min(), ready, 0, 0, -1, max);
        }
        Capacity capacity = decision.capacity();
        Demand demand = capacity.demand();
        return new DemoStatus.ReplicaCounts(
                decision.to(),
                ready,
                capacity.inFlight(),
                capacity.draining(),
                demand == null ? -1 : demand.need(),
                max);
    }
}
