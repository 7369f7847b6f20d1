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
 * The replicas of all pools: carries orders out, and lets replicas become ready, fail and go.
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

    private final WorldSettings settings;
    private final Map<String, Integer> poolIndex = new HashMap<>();
    private final int[] live;
    private final int[] created;
    private final List<LiveReplica> all = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final PriorityQueue<Occurrence> occurrences = new PriorityQueue<>();
    private final List<LiveReplica> listed = new ArrayList<>();
    private final List<Event> announced = new ArrayList<>();

    /** Numbers of the replicas that serve, ascending. */
    private int[] ready = new int[16];

    private int readyCount;
    private int starting;
    private int draining;

    Fleet(WorldSettings settings) {
        this.settings = settings;
        int pools = settings.pools().size();
        for (int i = 0; i < pools; i++) {
            poolIndex.put(settings.pools().get(i).name(), i);
        }
        live = new int[pools];
        created = new int[pools];
        for (int i = 0; i < settings.initialReplicas(); i++) {
            int number = create(0, null, 0);
            becomeReady(number, 0);
        }
    }

    private int create(int pool, @Nullable String orderId, double now) {
        PoolModel model = settings.pools().get(pool);
        int ordinal = ++created[pool];
        SplittableRandom random = new SplittableRandom(settings.seed() * 0x9E3779B97F4A7C15L
                + (pool + 1) * 0xC2B2AE3D27D4EB4FL
                + ordinal * 0xD6E8FEB86659FD93L);
        boolean never = random.nextDouble() < model.faults().neverReadyShare();
        double startup = model.startup().law().seconds(random);
        double readyAt = orderId == null ? now : never ? Double.POSITIVE_INFINITY : now + startup;
        int number = all.size();
        String id = model.name() + "-" + ordinal;
        LiveReplica replica =
                new LiveReplica(id, model, orderId, now, readyAt, new BatchingReplica(settings.replica()));
        all.add(replica);
        listed.add(replica);
        numbers.put(id, number);
        live[pool]++;
        starting++;
        if (orderId != null && !never) {
            occurrences.add(new Occurrence(readyAt, number, Occurrence.What.READY));
        }
        if (!never) {
            PoolModel.Faults faults = model.faults();
            if (faults.crashesPerHour() > 0) {
                double at = readyAt + exponentialHours(faults.crashesPerHour(), random);
                occurrences.add(new Occurrence(at, number, Occurrence.What.CRASHED));
            }
            if (faults.interruptionsPerHour() > 0 && model.kind() == PoolSpec.Kind.SPOT) {
                double at = readyAt + exponentialHours(faults.interruptionsPerHour(), random);
                occurrences.add(new Occurrence(at, number, Occurrence.What.ANNOUNCED));
            }
        }
        return number;
    }

    private static double exponentialHours(double perHour, SplittableRandom random) {
        return -StrictMath.log(1 - random.nextDouble()) / perHour * 3600;
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
        switch (occurrence.what()) {
            case READY -> {
                if (state == ReplicaState.STARTING) {
                    becomeReady(number, now);
                }
            }
            case ANNOUNCED -> {
                if (state == ReplicaState.READY) {
                    Duration notice = replica.pool().faults().interruptionNotice();
                    announced.add(new Event.Interruption(replica.id(), notice));
                    occurrences.add(new Occurrence(now + notice.toNanos() / 1e9, number, Occurrence.What.TAKEN_AWAY));
                }
            }
            case TAKEN_AWAY, CRASHED -> {
                if (state == ReplicaState.READY || state == ReplicaState.DRAINING) {
                    end(number, ReplicaState.FAILED, now);
                    return number;
                }
            }
            case DRAIN_DEADLINE -> {
                if (state == ReplicaState.DRAINING) {
                    end(number, ReplicaState.GONE, now);
                    return number;
                }
            }
        }
        return -1;
    }

    private void becomeReady(int number, double now) {
        all.get(number).enter(ReplicaState.READY, now);
        starting--;
        if (readyCount == ready.length) {
            ready = java.util.Arrays.copyOf(ready, 2 * readyCount);
        }
        int at = readyCount++;
        while (at > 0 && ready[at - 1] > number) {
            ready[at] = ready[at - 1];
            at--;
        }
        ready[at] = number;
    }

    private void leaveReady(int number) {
        int at = 0;
        while (ready[at] != number) {
            at++;
        }
        readyCount--;
        System.arraycopy(ready, at + 1, ready, at, readyCount - at);
    }

    private void end(int number, ReplicaState last, double now) {
        LiveReplica replica = all.get(number);
        switch (replica.state()) {
            case READY -> leaveReady(number);
            case DRAINING -> draining--;
            default -> starting--;
        }
        Integer pool = poolIndex.get(replica.pool().name());
        if (pool != null) {
            live[pool]--;
        }
        replica.enter(last, now);
    }

    /** Returns the ready replica with the fewest slots taken, the lowest number of several, or -1 if none has one free. */
    int leastTaken() {
        int best = -1;
        int fewest = settings.replica().slots();
        for (int i = 0; i < readyCount; i++) {
            int taken = all.get(ready[i]).slots().taken();
            if (taken < fewest) {
                fewest = taken;
                best = ready[i];
                if (taken == 0) {
                    break;
                }
            }
        }
        return best;
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
            return stop(stop, now);
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

    private OrderOutcome stop(Order.Stop stop, double now) {
        int granted = 0;
        for (String id : stop.replicas()) {
            Integer number = numbers.get(id);
            if (number == null) {
                continue;
            }
            LiveReplica replica = all.get(number);
            if (replica.state() == ReplicaState.STARTING) {
                end(number, ReplicaState.GONE, now);
                granted++;
            } else if (replica.state() == ReplicaState.READY) {
                leaveReady(number);
                draining++;
                replica.enter(ReplicaState.DRAINING, now);
                granted++;
                goneIfDrained(number, now);
                if (settings.killsAtDrainDeadline() && replica.state() == ReplicaState.DRAINING) {
                    double deadline = now + stop.drainDeadline().toNanos() / 1e9;
                    occurrences.add(new Occurrence(deadline, number, Occurrence.What.DRAIN_DEADLINE));
                }
            }
        }
        return granted == stop.replicas().size()
                ? OrderOutcome.accepted(stop)
                : OrderOutcome.partlyAccepted(stop, granted, "not there any more");
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
        List<LiveReplica> replicas = new ArrayList<>(readyCount);
        for (int i = 0; i < readyCount; i++) {
            replicas.add(all.get(ready[i]));
        }
        return replicas;
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

    List<Event> takeAnnounced() {
        List<Event> taken = List.copyOf(announced);
        announced.clear();
        return taken;
    }

    int ready() {
        return readyCount;
    }

    int starting() {
        return starting;
    }

    int draining() {
        return draining;
    }

    /** Tells whether anything can be served, now or later, without a further order. */
    boolean willServe() {
        return readyCount > 0 || !occurrences.isEmpty();
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
