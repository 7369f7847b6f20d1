package io.selfscale.engine.loop;

import static java.time.Duration.ofSeconds;

import io.selfscale.engine.file.CrashingDisk;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.DelayScheduler;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.policy.spi.StateStore;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One target over several lives of its loop, in virtual time. Its load is 20 requests at first, 40 from 3 s on and 10
 * from 8 s on; a replica takes 10, and scale-in waits for 6 s. Uninterrupted, the loop goes from 2 replicas to 4 at 3 s,
 * and to 1 at 13 s.
 */
public final class Lives {

    /** When everything has long come to rest. */
    public static final Duration END = ofSeconds(60);

    private static final Signal QUEUE = Signal.total("queue_length", "requests");

    private final ManualTime time = new ManualTime();
    private final FakePool pool = new FakePool("main", time, ofSeconds(2)).addReady(2);
    private final List<Effect> effects = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private boolean losesOrders;
    private @Nullable Mortal life;

    /**
     * An order that had an effect.
     *
     * @param at when
     * @param order which
     */
    public record Effect(Duration at, Order order) {}

    /** Returns what decides. */
    public static ScalingSpec spec() {
        return ScalingSpec.builder(ScalingTarget.of("shop").replicas(1, 10))
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO))
                .limits(Limits.none().withStabilization(Duration.ZERO, ofSeconds(6)))
                .pool(new PoolSpec("main", ofSeconds(30), ofSeconds(5)))
                .build();
    }

    private double load() {
        long seconds = time.elapsed().toSeconds();
        return seconds < 3 ? 20 : seconds < 8 ? 40 : 10;
    }

    /** Begins a life. */
    public void begin(Journal journal, StateStore store) throws IOException {
        Mortal next = new Mortal();
        life = next;
        Shell shell = new Shell(
                new Shell.Rules(spec(), "the specification of the shop"),
                Map.of(QUEUE, () -> Reading.of(load())),
                List.of(new Stamped()),
                new Shell.Records(journal, store),
                null,
                List.of(),
                new Shell.Timing(
                        Duration.ofMillis(500),
                        Duration.ofMillis(250),
                        ofSeconds(10),
                        Duration.ofMillis(500),
                        ofSeconds(30),
                        ofSeconds(4)));
        new ControlLoop(shell, time, time, next, Runnable::run).start();
    }

    /** Ends the present life as a crash does: nothing of it runs any more. */
    public void crash() {
        if (life != null) {
            life.dead = true;
        }
    }

    /** Tells whether there is no life now. */
    public boolean isDead() {
        return life == null || life.dead;
    }

    /** Makes orders get lost on their way, as if the process died before they left. */
    public void loseOrders(boolean lose) {
        losesOrders = lose;
    }

    /** Lets a second pass. */
    public void advance() {
        time.advance(ofSeconds(1));
    }

    /** Returns the time since the beginning. */
    public Duration elapsed() {
        return time.elapsed();
    }

    /** Returns the orders that had an effect, in order. */
    public List<Effect> effects() {
        return List.copyOf(effects);
    }

    /** Returns when the first replica was told to stop, or null if none was. */
    public @Nullable Duration firstStop() {
        return effects.stream()
                .filter(effect -> effect.order() instanceof Order.Stop)
                .map(Effect::at)
                .findFirst()
                .orElse(null);
    }

    /** Returns how many replicas were started. */
    public int started() {
        return effects.stream()
                .mapToInt(effect -> effect.order() instanceof Order.Start start ? start.count() : 0)
                .sum();
    }

    /** Returns how many replicas were told to stop. */
    public int stopped() {
        return effects.stream()
                .mapToInt(effect -> effect.order() instanceof Order.Stop stop
                        ? stop.replicas().size()
                        : 0)
                .sum();
    }

    /** Returns the replicas that are ready or on their way in truth. */
    public int live() {
        return pool.count().ready() + pool.count().inFlight();
    }

    /** Returns what tasks threw. */
    public List<Throwable> failures() {
        return time.failures();
    }

    /** The pool, which notes when an order had an effect. */
    private final class Stamped implements ReplicaPool {

        @Override
        public String name() {
            return pool.name();
        }

        @Override
        public Inventory inventory() throws Exception {
            return pool.inventory();
        }

        @Override
        public OrderOutcome carryOut(Order order) throws Exception {
            if (losesOrders) {
                throw new IOException("the process is about to die");
            }
            OrderOutcome outcome = pool.carryOut(order);
            if (seen.add(order.id())) {
                effects.add(new Effect(time.elapsed(), order));
            }
            return outcome;
        }
    }

    /** Runs tasks until the process is dead. */
    private final class Mortal implements DelayScheduler {

        private boolean dead;

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return time.schedule(delay, () -> {
                if (!dead) {
                    run(task);
                }
            });
        }

        private void run(Runnable task) {
            try {
                task.run();
            } catch (CrashingDisk.PowerCut e) {
                dead = true;
            }
        }

        @Override
        public void close() {
            dead = true;
        }
    }
}
