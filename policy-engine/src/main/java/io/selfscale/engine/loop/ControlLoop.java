package io.selfscale.engine.loop;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.Ledger;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Advice;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, decides, records and orders, once per tick. Everything but the calls of foreign code happens on the scheduler,
 * one task at a time, and nothing there blocks on them: a tick decides with what has arrived by its deadline.
 */
public final class ControlLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

    private final Shell shell;
    private final ScalingSpec spec;
    private final Clock clock;
    private final Ticker ticker;
    private final DelayScheduler scheduler;
    private final Listeners listeners;
    private final SourceReader sources;
    private final AdviceRunner advice;
    private final GuardedCall<Inventory> inventory;
    private final OrderDispatcher dispatcher;
    private final StateCodec codec;
    private State state;
    private ControlTime time;
    private boolean stopped;
    private long nextTick;
    private long nextSnapshot;
    private volatile @Nullable Decision last;

    /**
     * Creates a loop; nothing runs yet.
     *
     * @param executor runs foreign code; must not run it on the scheduler if that code may block
     */
    public ControlLoop(Shell shell, Clock clock, Ticker ticker, DelayScheduler scheduler, Executor executor) {
        this.shell = shell;
        this.spec = shell.spec();
        this.clock = clock;
        this.ticker = ticker;
        this.scheduler = scheduler;
        this.listeners = new Listeners(shell.listeners());
        this.sources = new SourceReader(shell.sources(), executor, listeners);
        this.advice = new AdviceRunner(spec.advisors(), executor, listeners);
        this.inventory = new GuardedCall<>("inventory of pool " + shell.pool().name(), executor);
        this.dispatcher = new OrderDispatcher(
                shell.pool(),
                executor,
                ticker,
                scheduler,
                shell.timing(),
                reason -> listeners.failed("pool " + shell.pool().name(), reason));
        this.codec = new StateCodec(spec);
        this.state = State.initial(spec);
        this.time = new ControlTime(ticker, 0);
    }

    /**
     * Takes up the state of an earlier run, if there is one, and schedules the first tick.
     *
     * @throws IOException if the state store cannot be read
     * @throws IllegalArgumentException if what it holds is not a state of this target
     */
    public void start() throws IOException {
        Optional<State> saved = shell.store().load(spec.target().name()).map(codec::decode);
        scheduler.schedule(Duration.ZERO, () -> {
            saved.ifPresent(this::resume);
            // So that each life of a loop can be replayed from its own beginning, whatever came before in the file.
            record(() -> shell.journal().snapshot(clock.instant(), codec.encode(state)));
            nextTick = time.nanos();
            nextSnapshot = time.nanos();
            tick();
        });
    }

    /** Continues control time by the wall-clock time that has passed, as far as that clock can be believed. */
    private void resume(State before) {
        Duration gap = Duration.between(before.clock().wallTime(), clock.instant());
        long begin = before.clock().nanos() + Math.max(0, gap.toNanos());
        time = new ControlTime(ticker, begin);
        state = before.resumedAt(begin);
        dispatcher.give(unconfirmed(state.ledger(), begin));
        LOG.info(
                "{}: resumed after {} with {} replicas requested", spec.target().name(), gap, state.requested());
    }

    /** Orders that were saved but may not have reached the pool before the crash; giving them twice has no effect. */
    private List<Order> unconfirmed(Ledger ledger, long nanos) {
        List<Order> orders = new ArrayList<>();
        for (Ledger.Start start : ledger.starts()) {
            if (start.awaited() > 0 && start.expiresNanos() > nanos) {
                Duration left = Duration.ofNanos(start.expiresNanos() - nanos);
                orders.add(new Order.Start(start.orderId(), start.pool(), start.count(), left));
            }
        }
        for (Ledger.Stop stop : ledger.stops()) {
            if (stop.expiresNanos() > nanos) {
                orders.add(new Order.Stop(
                        stop.orderId(),
                        spec.pools().get(0).name(),
                        stop.replicas(),
                        spec.pools().get(0).drainDeadline()));
            }
        }
        return orders;
    }

    /** Returns the last decision, or null before the first. Safe for concurrent use. */
    public @Nullable Decision lastDecision() {
        return last;
    }

    private void tick() {
        if (stopped) {
            return;
        }
        long began = ticker.nanos();
        CompletableFuture<Inventory> listing =
                inventory.start(() -> shell.pool().inventory());
        List<CompletableFuture<?>> calls = new ArrayList<>(sources.start());
        if (listing != null) {
            calls.add(listing);
        }
        Gather.all(calls, shell.timing().readDeadline(), scheduler, () -> seen(began, listing));
    }

    private void seen(long began, @Nullable CompletableFuture<Inventory> listing) {
        if (stopped) {
            return;
        }
        Map<Signal, Reading> readings =
                sources.take(shell.timing().readDeadline().toMillis());
        Inventory known = take(listing);
        Observation observation =
                new Observation(clock.instant(), time.nanos(), readings, known, dispatcher.takeOutcomes(), List.of());
        report(observation.outcomes());
        if (advice.isEmpty()) {
            decide(began, observation);
            return;
        }
        Gather.all(
                advice.start(Decider.view(spec, state, observation)),
                shell.timing().adviceDeadline(),
                scheduler,
                () -> decide(began, advised(observation)));
    }

    private Observation advised(Observation observation) {
        List<Advice> taken = advice.take(shell.timing().adviceDeadline().toMillis());
        return new Observation(
                observation.wallTime(),
                observation.nanos(),
                observation.readings(),
                observation.inventory(),
                observation.outcomes(),
                taken);
    }

    private Inventory take(@Nullable CompletableFuture<Inventory> listing) {
        String reason;
        if (listing == null) {
            reason = "the last listing has not returned yet";
        } else if (!listing.isDone()) {
            inventory.interrupt();
            reason = "no answer within " + shell.timing().readDeadline().toMillis() + " ms";
        } else {
            try {
                Inventory known = listing.join();
                if (known != null) {
                    listeners.works(inventory.name());
                    return known;
                }
                reason = "it returned null";
            } catch (RuntimeException e) {
                reason = Failures.describe(e);
            }
        }
        listeners.failed(inventory.name(), reason);
        return Inventory.unknown(reason);
    }

    private void report(List<OrderOutcome> outcomes) {
        for (OrderOutcome outcome : outcomes) {
            listeners.tell(listener -> listener.onOutcome(outcome));
            record(() -> shell.journal().ordered(clock.instant(), outcome));
            if (outcome.status() == OrderOutcome.Status.ACCEPTED) {
                listeners.works("pool " + shell.pool().name());
            }
        }
    }

    private void decide(long began, Observation observation) {
        if (stopped) {
            return;
        }
        Step<State> step = Decider.decide(spec, state, observation);
        Decision decision = step.decision();
        if (!decision.orders().isEmpty() && !save(step.state())) {
            // An order that would be forgotten is not given; the next tick decides again from the state before.
            scheduleNext();
            return;
        }
        state = step.state();
        last = decision;
        record(() -> shell.journal().decided(observation, decision));
        snapshotIfDue();
        log(decision);
        listeners.tell(listener -> listener.onDecision(decision));
        dispatcher.give(decision.orders());
        Duration took = Duration.ofNanos(Math.max(0, ticker.nanos() - began));
        listeners.tell(listener -> listener.onTick(took));
        scheduleNext();
    }

    private static void log(Decision decision) {
        if (decision.from() != decision.to() || !decision.orders().isEmpty()) {
            LOG.info("{}", decision.explain());
        } else if (LOG.isTraceEnabled() && !decision.isRepeat()) {
            LOG.trace("{}", decision.explain());
        }
    }

    /** The next whole tick that is still to come: a late tick is skipped, not caught up with. */
    private void scheduleNext() {
        long tick = spec.tick().toNanos();
        long now = time.nanos();
        nextTick = Math.max(nextTick + tick, now - Math.floorMod(now - nextTick, tick));
        scheduler.schedule(Duration.ofNanos(Math.max(0, nextTick - now)), this::tick);
    }

    private void snapshotIfDue() {
        long now = time.nanos();
        if (now >= nextSnapshot) {
            nextSnapshot = now + shell.timing().snapshotInterval().toNanos();
            save(state);
            record(() -> shell.journal().snapshot(clock.instant(), codec.encode(state)));
        }
    }

    private boolean save(State next) {
        try {
            shell.store().save(spec.target().name(), codec.encode(next));
            listeners.works("state store");
            return true;
        } catch (IOException | RuntimeException e) {
            listeners.failed("state store", Failures.describe(e));
            return false;
        }
    }

    private void record(Recording recording) {
        try {
            recording.run();
            listeners.works("journal");
        } catch (IOException | RuntimeException e) {
            listeners.failed("journal", Failures.describe(e));
        }
    }

    /** Writes to the journal. */
    @FunctionalInterface
    private interface Recording {
        void run() throws IOException;
    }

    /** Ends the loop: no further tick or order, and the state as it is now is kept. Runs on the scheduler. */
    public void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        Instant now = clock.instant();
        save(state);
        record(() -> shell.journal().snapshot(now, codec.encode(state)));
    }
}
