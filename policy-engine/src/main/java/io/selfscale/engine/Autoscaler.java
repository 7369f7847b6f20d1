package io.selfscale.engine;

import io.selfscale.engine.loop.ControlLoop;
import io.selfscale.engine.loop.NamedThreads;
import io.selfscale.engine.loop.SchedulerThread;
import io.selfscale.engine.loop.Shell;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.spi.DelayScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Scales one target: reads its signals, decides, and orders replicas from its pool, once per tick.
 *
 * <p>Owns one scheduler thread and one bounded I/O pool, all daemon threads named {@code selfscale-<target>-...}, from
 * {@link #start()} to {@link #close()}. A source, policy or pool that hangs or throws costs the loop nothing but its
 * answer. Safe for concurrent use.
 */
public final class Autoscaler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);
    private static final long STOP_SECONDS = 5;

    private final Shell shell;
    private final ControlLoop loop;
    private final DelayScheduler scheduler;
    private final ThreadPoolExecutor io;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    Autoscaler(Shell shell, AutoscalerBuilder builder) {
        this.shell = shell;
        String prefix = "selfscale-" + shell.spec().target().name();
        this.scheduler = new SchedulerThread(new NamedThreads(prefix + "-loop"));
        // Each source, advisor and pool method has at most one call under way, so this many threads always suffice.
        int threads = shell.sources().size() + shell.spec().advisors().size() + 2;
        this.io = new ThreadPoolExecutor(
                0, threads, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), new NamedThreads(prefix + "-io"));
        this.loop = new ControlLoop(shell, builder.clock, builder.ticker, scheduler, io);
    }

    /** Starts the description of an autoscaler. */
    public static AutoscalerBuilder builder(ScalingTarget target) {
        return new AutoscalerBuilder(target);
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
                    "the state of " + shell.spec().target().name() + " cannot be read", e);
        }
    }

    /** Returns what decides. */
    public ScalingSpec spec() {
        return shell.spec();
    }

    /** Returns the last decision, or null before the first. */
    public @Nullable Decision lastDecision() {
        return loop.lastDecision();
    }

    /**
     * Ends the loop, keeps its state, closes the journal and ends its threads; waits a few seconds for that at most.
     * The pool, its replicas and the sources are left as they are. Idempotent.
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
                    stopped.countDown();
                }
            });
            await(stopped);
        }
        scheduler.close();
        io.shutdownNow();
        try {
            shell.journal().close();
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
