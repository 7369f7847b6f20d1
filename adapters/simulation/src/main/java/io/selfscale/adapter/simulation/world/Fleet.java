package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.policy.Event;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The replicas of all pools: carries orders out, and lets replicas become ready, fail and go. Nothing goes wrong any more
 * after the end of the demand, when nobody would make up for it.
 *
 * <p>What chance does to the n-th replica of a pool depends on the seed, the pool and n alone: policies that are compared
 * meet the same starts and faults as far as they order the same replicas.
 */
final class Fleet {

    /** Something that happens to a replica at a time. */
    private record Occurrence(double seconds, int replica, What what) implements Comparable<Occurrence> {
        private enum What {
            READY,
            ANNOUNCED,
            TAKEN_AWAY,
            CRASHED,
            DRAIN_DEADLINE
        }

        @Override
        public int compareTo(Occurrence other) {
            int byTime = Double.compare(seconds, other.seconds);
            int byReplica = byTime != 0 ? byTime : Integer.compare(replica, other.replica);
            return byReplica != 0 ? byReplica : what.compareTo(other.what);
        }
    }

    /** A replica that is taken away at a time, not yet told to anybody. */
    private record Announcement(String replica, double goneSeconds) {}

    private final WorldSettings settings;
    private final double endSeconds;
    private final Map<String, Integer> poolIndex = new HashMap<>();
    private final int[] live;
    private final int[] created;
    private final List<LiveReplica> all = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final PriorityQueue<Occurrence> occurrences = new PriorityQueue<>();
    private final List<LiveReplica> listed = new ArrayList<>();
    private final List<Announcement> announced = new ArrayList<>();
    private final ReadyReplicas ready;

    private int starting;
    private int coming;
    private int draining;

    /** Creates the fleet of a run whose demand ends after so many seconds. */
    Fleet(WorldSettings settings, double endSeconds) {
        this.settings = settings;
        this.endSeconds = endSeconds;
        this.ready = new ReadyReplicas(settings.replica().slots());
        int pools = settings.pools().size();
        for (int i = 0; i < pools; i++) {
            poolIndex.put(settings.pools().get(i).name(), i);
        }
        live = new int[pools];
        created = new int[pools];
        for (int i = 0; i < settings.initialReplicas(); i++) {
            becomeReady(create(0, null, 0), 0);
        }
    }

    private int create(int pool, @Nullable String orderId, double now) {
        PoolModel model = settings.pools().get(pool);
        PoolModel.Faults faults = model.faults();
        int ordinal = ++created[pool];
        SplittableRandom random = new SplittableRandom(settings.seed() * 0x9E3779B97F4A7C15L
                + (pool + 1) * 0xC2B2AE3D27D4EB4FL
                + ordinal * 0xD6E8FEB86659FD93L);
        boolean isStuck = random.nextDouble() < faults.neverReadyShare();
        double startup = model.startup().law().seconds(random);
        double untilCrash = exponentialSeconds(faults.crashesPerHour(), random);
        double untilNotice =
                exponentialSeconds(model.kind() == PoolSpec.Kind.SPOT ? faults.interruptionsPerHour() : 0, random);
        // What is there from the start has started well.
        double readyAt = orderId == null ? now : isStuck ? Double.POSITIVE_INFINITY : now + startup;
        int number = all.size();
        LiveReplica replica = new LiveReplica(
                model.name() + "-" + ordinal,
                model,
                pool,
                orderId,
                now,
                readyAt,
                new BatchingReplica(settings.replica()));
        all.add(replica);
        listed.add(replica);
        numbers.put(replica.id(), number);
        live[pool]++;
        starting++;
        coming += replica.comes() ? 1 : 0;
        if (orderId != null) {
            schedule(readyAt, number, Occurrence.What.READY);
        }
        schedule(readyAt + untilCrash, number, Occurrence.What.CRASHED);
        schedule(readyAt + untilNotice, number, Occurrence.What.ANNOUNCED);
        return number;
    }

    /** Draws the time to the next of some events; infinite without any. */
    private static double exponentialSeconds(double perHour, SplittableRandom random) {
        return -StrictMath.log(1 - random.nextDouble()) / perHour * 3600;
    }

    private void schedule(double seconds, int replica, Occurrence.What what) {
        if (seconds < Double.POSITIVE_INFINITY) {
            occurrences.add(new Occurrence(seconds, replica, what));
        }
    }

    /** Returns when something happens to a replica next, or infinity. */
    double next() {
        Occurrence first = occurrences.peek();
        return first == null ? Double.POSITIVE_INFINITY : first.seconds();
    }

    /**
     * Lets the next thing happen.
     *
     * @return the replica whose requests must go back to the queue, or -1 if none must
     */
    int happen(double now) {
        Occurrence occurrence = occurrences.remove();
        int number = occurrence.replica();
        LiveReplica replica = all.get(number);
        ReplicaState state = replica.state();
        if (occurrence.what() == Occurrence.What.READY) {
            if (state == ReplicaState.STARTING) {
                becomeReady(number, now);
            }
            return -1;
        }
        boolean serves = state == ReplicaState.READY || state == ReplicaState.DRAINING;
        if (!serves || now >= endSeconds) {
            return -1;
        }
        switch (occurrence.what()) {
            case ANNOUNCED -> {
                Duration notice = replica.pool().faults().interruptionNotice();
                double gone = now + notice.toNanos() / 1e9;
                if (state == ReplicaState.READY) {
                    announced.add(new Announcement(replica.id(), gone));
                }
                schedule(gone, number, Occurrence.What.TAKEN_AWAY);
                return -1;
            }
            case TAKEN_AWAY, CRASHED -> {
                end(number, ReplicaState.FAILED, now);
                return number;
            }
            case DRAIN_DEADLINE -> {
                // Only a replica that drains has one, and it never serves again.
                end(number, ReplicaState.GONE, now);
                return number;
            }
            default -> throw new AssertionError(occurrence);
        }
    }

    private void becomeReady(int number, double now) {
        LiveReplica replica = all.get(number);
        coming -= replica.comes() ? 1 : 0;
        starting--;
        replica.enter(ReplicaState.READY, now);
        ready.add(number, replica);
    }

    private void end(int number, ReplicaState last, double now) {
        LiveReplica replica = all.get(number);
        switch (replica.state()) {
            case READY -> ready.remove(number);
            case DRAINING -> draining--;
            default -> {
                starting--;
                coming -= replica.comes() ? 1 : 0;
            }
        }
        live[replica.poolIndex()]--;
        replica.enter(last, now);
    }

    /** Returns the ready replica with the fewest slots taken, the lowest number of several, or -1 if none has one free. */
    int leastTaken() {
        return ready.leastTaken();
    }

    /** Notes that a slot of a replica was taken or is free again. */
    void noteTaken(int number) {
        ready.noteTaken(number, all.get(number).slots().taken());
    }

    /** Carries an order out as far as it can be. */
    OrderOutcome carryOut(Order order, double now) {
        Integer pool = poolIndex.get(order.pool());
        if (pool == null) {
            return OrderOutcome.refused(order, "there is no pool " + order.pool());
        }
        if (order instanceof Order.Start start) {
            return start(start, pool, now);
        }
        if (order instanceof Order.Stop stop) {
            return stop(stop, pool, now);
        }
        throw new AssertionError(order);
    }

    private OrderOutcome start(Order.Start start, int pool, double now) {
        int quota = settings.pools().get(pool).quota();
        int granted = Math.max(0, Math.min(start.count(), quota - live[pool]));
        for (int i = 0; i < granted; i++) {
            int unused = create(pool, start.id(), now);
        }
        if (granted == start.count()) {
            return OrderOutcome.accepted(start);
        }
        String reason = "quota of " + quota + " in pool " + start.pool();
        return granted == 0 ? OrderOutcome.refused(start, reason) : OrderOutcome.partlyAccepted(start, granted, reason);
    }

    /** A stop ignores what ends or has ended already, as any pool does: it is not in the granted count. */
    private OrderOutcome stop(Order.Stop stop, int pool, double now) {
        int granted = 0;
        for (String id : stop.replicas()) {
            Integer number = numbers.get(id);
            if (number != null && all.get(number).poolIndex() == pool && stop(number, stop.drainDeadline(), now)) {
                granted++;
            }
        }
        return new OrderOutcome(stop.id(), OrderOutcome.Status.ACCEPTED, granted, "");
    }

    private boolean stop(int number, Duration drainDeadline, double now) {
        LiveReplica replica = all.get(number);
        if (replica.state() == ReplicaState.STARTING) {
            end(number, ReplicaState.GONE, now);
            return true;
        }
        if (replica.state() != ReplicaState.READY) {
            return false;
        }
        ready.remove(number);
        draining++;
        replica.enter(ReplicaState.DRAINING, now);
        goneIfDrained(number, now);
        if (settings.killsAtDrainDeadline() && replica.state() == ReplicaState.DRAINING) {
            schedule(now + drainDeadline.toNanos() / 1e9, number, Occurrence.What.DRAIN_DEADLINE);
        }
        return true;
    }

    /** A replica that was told to stop is gone once it serves nothing. */
    void goneIfDrained(int number, double now) {
        LiveReplica replica = all.get(number);
        if (replica.state() == ReplicaState.DRAINING && replica.slots().taken() == 0) {
            end(number, ReplicaState.GONE, now);
        }
    }

    LiveReplica replica(int number) {
        return all.get(number);
    }

    List<LiveReplica> readyReplicas() {
        return ready.list();
    }

    /** Lists what is there, and once more what has ended since. */
    Inventory inventory(double now) {
        List<Replica> replicas = new ArrayList<>(listed.size());
        for (LiveReplica replica : listed) {
            replicas.add(replica.listed(now));
        }
        listed.removeIf(replica -> replica.state().isTerminal());
        return Inventory.of(replicas);
    }

    /** Returns what was announced since it was last asked for, with the time that is left. */
    List<Event> takeAnnounced(double now) {
        if (announced.isEmpty()) {
            return List.of();
        }
        List<Event> taken = new ArrayList<>(announced.size());
        for (Announcement each : announced) {
            long left = Math.max(0, Math.round((each.goneSeconds() - now) * 1e9));
            taken.add(new Event.Interruption(each.replica(), Duration.ofNanos(left)));
        }
        announced.clear();
        return taken;
    }

    int ready() {
        return ready.size();
    }

    int starting() {
        return starting;
    }

    int draining() {
        return draining;
    }

    /** Tells whether anything that waits can be served, now or later, without a further order. */
    boolean willServe() {
        return ready.size() > 0 || coming > 0;
    }

    /** Returns the money per hour that is paid now. */
    double costPerHour() {
        double cost = 0;
        for (int i = 0; i < live.length; i++) {
            PoolModel pool = settings.pools().get(i);
            double prepared = pool.standbyPerHour() > 0 ? pool.quota() * pool.standbyPerHour() : 0;
            cost += prepared + live[i] * (pool.pricePerHour() - pool.standbyPerHour());
        }
        return cost;
    }

    List<ReplicaHistory> histories() {
        return all.stream().map(LiveReplica::history).toList();
    }
}
