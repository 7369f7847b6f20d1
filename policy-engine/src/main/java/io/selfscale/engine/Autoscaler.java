package io.selfscale.engine;

import io.selfscale.engine.loop.ControlLoop;
import io.selfscale.engine.loop.NamedThreads;
import io.selfscale.engine.loop.SchedulerThread;
import io.selfscale.engine.loop.Shell;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scales one target: reads its signals, decides, and orders replicas from its pools, once per tick.
 *
 * <p>Owns one scheduler thread and one bounded I/O pool, all daemon threads named {@code selfscale-<target>-...}, from
 * {@link #start()} to {@link #close()}. A source, policy, pool or lease that hangs or throws costs the loop nothing but
 * its answer. Safe for concurrent use.
 *
 * <p><b>Restart.</b> With a {@linkplain AutoscalerBuilder#stateStore state store} it goes on where it was: an order is
 * saved before it leaves, and given again with the same id after a crash, which has no further effect; scale-out is
 * possible at once, scale-in when its windows are covered again.
 *
 * <p><b>Several instances.</b> With a {@linkplain AutoscalerBuilder#lease lease}, one decides and the others stand by.
 * They must share the state store: whoever gets the lease takes up what is saved there.
 */
public final class Autoscaler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);
    private static final long STOP_SECONDS = 5;

    private final Shell shell;
    private final @Nullable Duration readDeadline;
    private final ControlLoop loop;
    private final DelayScheduler scheduler;
    private final ThreadPoolExecutor io;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    Autoscaler(Shell shell, @Nullable Duration readDeadline, Clock clock, Ticker ticker) {
        this.shell = shell;
        this.readDeadline = readDeadline;
        String prefix = "selfscale-" + shell.spec().target().name();
        this.scheduler = new SchedulerThread(new NamedThreads(prefix + "-loop"));
        // Each source, advisor, pool method and lease has at most one call under way, so this many always suffice.
        int threads = shell.sources().size()
                + shell.spec().advisors().size()
                + 2 * shell.pools().size()
                + (shell.claim() == null ? 0 : 1);
        this.io = new ThreadPoolExecutor(
                0, threads, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), new NamedThreads(prefix + "-io"));
        this.loop = new ControlLoop(shell, clock, ticker, scheduler, io);
    }

    /** Starts the description of an autoscaler. */
    public static AutoscalerBuilder builder(ScalingTarget target) {
        return new AutoscalerBuilder(target);
    }

    /**
     * Starts the description of an autoscaler that decides by a whole specification, such as a policy file is read
     * into. It needs a {@linkplain AutoscalerBuilder#source source} for each of its signals and a {@linkplain
     * AutoscalerBuilder#pool(io.selfscale.policy.spi.ReplicaPool) pool} for each of its pools.
     */
    public static AutoscalerBuilder of(ScalingSpec spec) {
        return new AutoscalerBuilder(spec.target()).spec(spec);
    }

    /**
     * Starts the loop; the first tick follows at once.
     *
     * @throws IllegalStateException if it was started or closed before
     * @throws IllegalArgumentException if the state store holds something that is not a state of this target
     * @throws UncheckedIOException if the state store cannot be read
     */
    public void start() {
        if (closed.get() || !started.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the autoscaler of " + shell.spec().target().name() + " was started or closed before");
        }
        try {
            loop.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the state of " + shell.spec().target().name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns what decides. */
    public ScalingSpec spec() {
        return loop.spec();
    }

    /** Returns the last decision of this autoscaler, or null before the first. */
    public @Nullable Decision lastDecision() {
        return loop.lastDecision();
    }

    /**
     * Tells whether this autoscaler decides now: it was started, and holds the lease if there is one. False while it
     * stands by.
     */
    public boolean isLeading() {
        return loop.isLeading();
    }

    /**
     * Announces something to the next decision: an interruption, an override, or that one is lifted. It is kept with the
     * state before the decision takes effect, and recorded in the journal. Told to an instance that stands by, it waits
     * until that one decides; it is not handed on to another.
     */
    public void announce(Event event) {
        loop.announce(event);
    }

    /**
     * Decides by another specification from the next tick on. Windows, memories of policies, history and ledger that
     * still fit it go on as they are; the rest starts anew, and blocks scale-in until it is covered. A call replaces
     * one that has not taken effect yet.
     *
     * @param spec of the same target; its signals need sources and its pools replica pools that this autoscaler was
     *     built with, under the same names
     * @param text what the journal keeps of it: the policy file, for instance
     * @throws IllegalArgumentException if it cannot be carried out, with every such problem; nothing is changed then
     */
    public void apply(ScalingSpec spec, String text) {
        if (!spec.target().name().equals(shell.spec().target().name())) {
            throw new IllegalArgumentException("the specification is for target "
                    + spec.target().name() + ", but this autoscaler scales "
                    + shell.spec().target().name());
        }
        Shell next = new Shell(
                new Shell.Rules(spec, text),
                shell.sources(),
                shell.pools(),
                shell.records(),
                shell.claim(),
                shell.listeners(),
                AutoscalerBuilder.timing(spec.tick(), readDeadline));
        synchronized (io) {
            // An advisor that hangs keeps its thread, whatever replaces it.
            io.setMaximumPoolSize(io.getMaximumPoolSize() + spec.advisors().size());
        }
        loop.apply(next);
    }

    /**
     * Ends the loop, keeps its state, gives up the lease, closes the journal and ends its threads; waits a few seconds
     * for that at most. The pools, their replicas and the sources are left as they are. Idempotent.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (started.get()) {
            CountDownLatch stopped = new CountDownLatch(1);
            scheduler.schedule(Duration.ZERO, () -> {
                try {
                    loop.stop();
                } finally {
                    var unused = loop.released().whenComplete((ignored, failure) -> stopped.countDown());
                }
            });
            await(stopped);
        }
        scheduler.close();
        io.shutdownNow();
        try {
            shell.records().journal().close();
        } catch (IOException e) {
            LOG.warn(
                    "The journal of {} was not closed cleanly",
                    shell.spec().target().name(),
                    e);
        }
    }

    private static void await(CountDownLatch stopped) {
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The loop did not end within {} s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
