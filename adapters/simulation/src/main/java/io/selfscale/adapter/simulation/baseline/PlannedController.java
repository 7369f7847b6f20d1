package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.world.Measurements;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.policy.Order;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.ServiceLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows a plan: starts in the cheapest pools that have room, and stops first what starts, then what is least busy. */
final class PlannedController implements Controller {

    /** Never kept to: this controller waits for what it has ordered, however long that takes. */
    private static final Duration DEADLINE = Duration.ofHours(1);

    private final Plan plan;
    private final long tickNanos;
    private final List<PoolModel> cheapestFirst;
    private int orders;

    PlannedController(Plan plan, WorldSettings world) {
        this.plan = plan;
        this.tickNanos = world.monitoring().tick().toNanos();
        this.cheapestFirst = world.pools().stream()
                .sorted(Comparator.comparingDouble(pool -> pool.pricePerHour() - pool.standbyPerHour()))
                .toList();
    }

    @Override
    public Control decide(Seen seen) {
        int wanted = plan.wanted(Math.round((double) seen.nanos() / tickNanos));
        List<Replica> live = seen.inventory().replicas().stream()
                .filter(replica -> replica.state() == ReplicaState.STARTING || replica.state() == ReplicaState.READY)
                .toList();
        List<Order> given = new ArrayList<>();
        if (wanted > live.size()) {
            start(wanted - live.size(), seen.inventory().replicas(), given);
        } else if (wanted < live.size() && seen.mayScaleIn()) {
            stop(live.size() - wanted, live, seen, given);
        }
        return new Control(wanted, ServiceLevel.FULL, given, null);
    }

    private void start(int count, List<Replica> there, List<Order> given) {
        int left = count;
        for (PoolModel pool : cheapestFirst) {
            long taken = there.stream()
                    .filter(replica -> replica.pool().equals(pool.name())
                            && !replica.state().isTerminal())
                    .count();
            int here = (int) Math.min(left, Math.max(0, pool.quota() - taken));
            if (here > 0) {
                given.add(new Order.Start(nextId(), pool.name(), here, DEADLINE));
                left -= here;
            }
        }
    }

    private void stop(int count, List<Replica> live, Seen seen, List<Order> given) {
        Measurements measured = seen.measured();
        Comparator<Replica> startingFirst = Comparator.comparing(replica -> replica.state() == ReplicaState.READY);
        Comparator<Replica> newestFirst = Comparator.comparing(Replica::age);
        Map<String, List<String>> byPool = new LinkedHashMap<>();
        live.stream()
                .sorted(startingFirst
                        .thenComparingDouble(replica -> busyness(replica, measured))
                        .thenComparing(newestFirst))
                .limit(count)
                .forEach(replica -> byPool.computeIfAbsent(replica.pool(), pool -> new ArrayList<>())
                        .add(replica.id()));
        byPool.forEach((pool, ids) -> given.add(new Order.Stop(nextId(), pool, ids, DEADLINE)));
    }

    private static double busyness(Replica replica, @Nullable Measurements measured) {
        if (replica.state() == ReplicaState.STARTING) {
            return 0;
        }
        Measurements.OfReplica of =
                measured == null ? null : measured.replicas().get(replica.id());
        // One of which nothing is known became ready just now.
        return of == null ? Double.POSITIVE_INFINITY : of.meanInService();
    }

    private String nextId() {
        return "plan-" + ++orders;
    }
}
