package io.selfscale.engine.loop;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateClock;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, decides, records and orders, once per tick. Everything but the calls of foreign code happens on the scheduler,
 * one task at a time, and nothing there blocks on them: a tick decides with what has arrived by its deadline.
 *
 * <p>With a lease, only the loop that holds it decides. The others stand by: they go on reading, so that sources which
 * measure rates are warm, and take up the saved state when the lease becomes theirs.
 */
public final class ControlLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

    private final Clock clock;
    private final Ticker ticker;
    private final DelayScheduler scheduler;
    private final Listeners listeners;
    private final SourceReader sources;
    private final AdviceRunner advice;
    private final PoolGroup pools;
    private final LeaseHolder lease;
    private final Keeper keeper;
    private final EventQueue events = new EventQueue();
    private final AtomicReference<@Nullable Shell> asked = new AtomicReference<>();
    private final List<OrderOutcome> undecided = new ArrayList<>();
    private volatile Shell shell;
    private StateCodec codec;
    private State state;
    private ControlTime time;
    private Optional<State> found = Optional.empty();
    private OptionalLong leadingWith = OptionalLong.empty();
    private CompletableFuture<?> released = CompletableFuture.completedFuture(Boolean.TRUE);
    private boolean begins;
    private long begunNanos;
    private boolean stopped;
    private long nextTick;
    private long nextSnapshot;
    private volatile boolean leading;
    private volatile @Nullable Decision last;

    /**
     * Creates a loop; nothing runs yet.
     *
     * @param executor runs foreign code; must not run it on the scheduler if that code may block
     */
    public ControlLoop(Shell shell, Clock clock, Ticker ticker, DelayScheduler scheduler, Executor executor) {
        this.shell = shell;
        this.clock = clock;
        this.ticker = ticker;
        this.scheduler = scheduler;
        this.listeners = new Listeners(shell.listeners());
        this.sources = new SourceReader(shell.sources(), executor, listeners);
        this.advice = new AdviceRunner(shell.spec().advisors(), executor, listeners);
        Shell.Claim claim = shell.claim();
        this.lease = new LeaseHolder(
                claim == null ? null : claim.lease(),
                claim == null ? Duration.ZERO : claim.length(),
                ticker,
                executor,
                listeners);
        this.pools = new PoolGroup(shell, executor, ticker, scheduler, lease, listeners);
        this.keeper = new Keeper(shell.spec().target().name(), shell.records(), clock, listeners);
        this.codec = new StateCodec(shell.spec());
        this.state = State.initial(shell.spec());
        this.time = new ControlTime(ticker, 0);
    }

    /**
     * Takes up the state of an earlier run, if there is one, and schedules the first tick. With a lease, the state is
     * read again when the lease is held.
     *
     * @throws IOException if the state store cannot be read
     * @throws IllegalArgumentException if what it holds is not a state of this target
     */
    public void start() throws IOException {
        found = keeper.load(codec);
        scheduler.schedule(Duration.ZERO, () -> {
            nextTick = time.nanos();
            tick();
        });
    }

    /** Returns the last decision, or null before the first. Safe for concurrent use. */
    public @Nullable Decision lastDecision() {
        return last;
    }

    /** Tells whether this loop decides: it holds the lease, or needs none, and has begun. Safe for concurrent use. */
    public boolean isLeading() {
        return leading;
    }

    /** Returns what decides, or is about to from the next tick on. Safe for concurrent use. */
    public ScalingSpec spec() {
        Shell next = asked.get();
        return next == null ? shell.spec() : next.spec();
    }

    /** Adds something to what the next decision is told. Safe for concurrent use. */
    public void announce(Event event) {
        events.add(event);
    }

    /**
     * Decides by other rules from the next tick on; what of the state still fits them is kept. Safe for concurrent use.
     *
     * @param next this loop's shell with other rules and timing
     */
    public void apply(Shell next) {
        asked.set(next);
    }

    private void tick() {
        if (stopped) {
            return;
        }
        changeRulesIfAsked();
        long began = ticker.nanos();
        List<CompletableFuture<?>> calls = new ArrayList<>(sources.start(shell.spec()));
        calls.addAll(pools.start(shell.spec()));
        CompletableFuture<?> renewal = lease.start();
        if (renewal != null) {
            calls.add(renewal);
        }
        Gather.all(calls, shell.timing().readDeadline(), scheduler, () -> seen(began));
    }

    private void seen(long began) {
        if (stopped) {
            return;
        }
        ScalingSpec spec = shell.spec();
        long deadline = shell.timing().readDeadline().toMillis();
        Map<Signal, Reading> readings = sources.take(spec, deadline);
        Inventory inventory = pools.take(spec, deadline);
        lease.take();
        if (!mayDecide()) {
            scheduleNext();
            return;
        }
        // The first observation of a life is of the very moment from which scale-in waits: no time is left out.
        long now = begins ? begunNanos : time.nanos();
        Observation observation =
                new Observation(clock.instant(), now, readings, inventory, outcomes(), List.of(), events.take());
        if (begins) {
            // So that each life of a loop can be replayed from its own beginning, whatever came before in the file.
            // Only
            // now, because writing takes time, and what was read is of a moment ago.
            begins = false;
            keeper.begun(shell.rules(), state);
        }
        if (advice.isEmpty()) {
            decide(began, observation);
            return;
        }
        Gather.all(
                advice.start(Decider.view(spec, state, observation)),
                shell.timing().adviceDeadline(),
                scheduler,
                () -> decide(
                        began,
                        observation.withAdvice(
                                advice.take(shell.timing().adviceDeadline().toMillis()))));
    }

    /** Takes the lead or gives it up as the lease says, and tells whether this tick may decide. */
    private boolean mayDecide() {
        if (lease.isLost()) {
            standBy();
            return false;
        }
        if (!lease.isHeld()) {
            return false;
        }
        if (leading && leadingWith.equals(lease.token())) {
            return true;
        }
        standBy();
        try {
            // With a lease, another one may have decided since this loop was started.
            lead(shell.claim() == null ? found : keeper.load(codec), lease.token());
            listeners.works("state store");
            return true;
        } catch (IOException | RuntimeException e) {
            listeners.failed("state store", "the lease is held, but the state cannot be read: " + Failures.describe(e));
            return false;
        }
    }

    private void standBy() {
        if (leading) {
            leading = false;
            undecided.clear();
            pools.abandon();
            LOG.info(
                    "{}: stands by, another autoscaler may hold the lease",
                    shell.spec().target().name());
        }
    }

    /**
     * Begins to decide, from a state that was saved or anew. That is done when the first readings are there, not before:
     * what happened until then nobody saw, and scale-in waits from here on.
     */
    private void lead(Optional<State> saved, OptionalLong token) {
        leading = true;
        leadingWith = token;
        begins = true;
        begunNanos = time.nanos();
        if (saved.isPresent()) {
            resume(saved.get());
        } else {
            state = State.initial(shell.spec());
        }
        nextTick = begunNanos;
        nextSnapshot = begunNanos;
    }

    /** Continues control time by the wall-clock time that has passed, as far as that clock can be believed. */
    private void resume(State before) {
        Duration gap = Duration.between(before.clock().wallTime(), clock.instant());
        long begin = before.clock().nanos() + Math.max(0, gap.toNanos());
        time = new ControlTime(ticker, begin);
        begunNanos = begin;
        state = reborn(before.resumedAt(begin), clock.millis());
        pools.give(Unconfirmed.orders(shell.spec(), state.ledger(), begin));
        LOG.info(
                "{}: resumed after {} with {} replicas requested",
                shell.spec().target().name(),
                gap,
                state.requested());
    }

    /**
     * Order ids of each life differ, so that even after an older state had to be used, no new order has the id of one
     * that the pools know and would take for done. Orders in the ledger keep theirs.
     */
    private static State reborn(State state, long wallMillis) {
        StateClock clock = state.clock();
        if (clock.sequence() == 0) {
            return state;
        }
        return new State(
                new StateClock(
                        clock.sequence(),
                        clock.wallTime(),
                        clock.nanos(),
                        clock.observedSinceNanos(),
                        Math.max(clock.incarnation() + 1, wallMillis)),
                state.requested(),
                state.rings(),
                state.policies(),
                state.history(),
                state.change(),
                state.ledger(),
                state.supply(),
                state.operation());
    }

    private void changeRulesIfAsked() {
        Shell next = asked.getAndSet(null);
        if (next == null) {
            return;
        }
        try {
            // Windows, memories and the ledger are matched by what they are: what still fits goes on.
            StateCodec nextCodec = new StateCodec(next.spec());
            State nextState = nextCodec.decode(codec.encode(state));
            advice.replaceBy(next.spec().advisors());
            shell = next;
            codec = nextCodec;
            state = nextState;
            listeners.works("specification");
        } catch (RuntimeException e) {
            listeners.failed("specification", "not changed: " + Failures.describe(e));
            return;
        }
        LOG.info("{}: decides by a new specification", next.spec().target().name());
        if (leading) {
            boolean unused = keeper.save(codec, state);
            keeper.begun(shell.rules(), state);
        }
    }

    /** Returns what became of orders since the last decision that was kept, and reports what is new of it. */
    private List<OrderOutcome> outcomes() {
        List<OrderOutcome> arrived = pools.takeOutcomes();
        for (OrderOutcome outcome : arrived) {
            listeners.tell(listener -> listener.onOutcome(outcome));
            keeper.ordered(outcome);
        }
        List<OrderOutcome> all = new ArrayList<>(undecided);
        all.addAll(arrived);
        undecided.clear();
        return all;
    }

    private void decide(long began, Observation observation) {
        if (stopped) {
            return;
        }
        Step<State> step = Decider.decide(shell.spec(), state, observation);
        Decision decision = step.decision();
        boolean mustOutlive =
                !decision.orders().isEmpty() || !observation.events().isEmpty();
        // The lease may have run out while advice was awaited; what it guards must not be touched then.
        if (!lease.isHeld() || (mustOutlive && !keeper.save(codec, step.state()))) {
            // An order that would be forgotten is not given; the next tick decides again from the state before.
            undecided.addAll(observation.outcomes());
            events.putBack(observation.events());
            scheduleNext();
            return;
        }
        state = step.state();
        last = decision;
        keeper.decided(observation, decision);
        snapshotIfDue();
        log(decision);
        listeners.tell(listener -> listener.onDecision(decision));
        pools.give(decision.orders());
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
        long tick = shell.spec().tick().toNanos();
        long now = time.nanos();
        nextTick = Math.max(nextTick + tick, now - Math.floorMod(now - nextTick, tick));
        scheduler.schedule(Duration.ofNanos(Math.max(0, nextTick - now)), this::tick);
    }

    private void snapshotIfDue() {
        long now = time.nanos();
        if (now >= nextSnapshot) {
            nextSnapshot = now + shell.timing().snapshotInterval().toNanos();
            boolean unused = keeper.save(codec, state);
            keeper.snapshot(codec, state);
        }
    }

    /** Ends the loop: no further tick or order, and the state as it is now is kept. Runs on the scheduler. */
    public void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        if (leading && lease.isHeld()) {
            boolean unused = keeper.save(codec, state);
            keeper.snapshot(codec, state);
        }
        leading = false;
        released = lease.release();
    }

    /** Returns what is done when the lease is given up after {@link #stop()}. Runs on the scheduler. */
    public CompletableFuture<?> released() {
        return released;
    }
}
