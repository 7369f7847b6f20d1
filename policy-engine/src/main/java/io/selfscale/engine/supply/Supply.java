package io.selfscale.engine.supply;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is remembered of the pools.
 *
 * @param startups start-up times seen, one entry for each pool of which any was; copied
 * @param spending money spent this month
 */
public record Supply(List<StartupTimes> startups, Spending spending) {

    public Supply {
        startups = List.copyOf(startups);
        Objects.requireNonNull(spending, "spending");
    }

    /** Returns what is known before the first decision. */
    public static Supply unknown() {
        return new Supply(List.of(), Spending.none());
    }

    /**
     * Returns this and the start-up times of replicas that became ready since the last decision.
     *
     * @param elapsedNanos control time since then
     */
    public Supply learning(List<Replica> replicas, long elapsedNanos) {
        List<StartupTimes> next = startups;
        for (Replica replica : replicas) {
            if (replica.state() == ReplicaState.READY
                    && replica.inState().compareTo(replica.age()) < 0
                    && replica.inState().toNanos() < elapsedNanos) {
                next = with(next, replica.pool(), replica.age().minus(replica.inState()));
            }
        }
        return next.equals(startups) ? this : new Supply(next, spending);
    }

    private static List<StartupTimes> with(List<StartupTimes> all, String pool, Duration startup) {
        List<StartupTimes> next = new ArrayList<>(all.size() + 1);
        boolean found = false;
        for (StartupTimes times : all) {
            boolean same = times.pool().equals(pool);
            next.add(same ? times.with(startup) : times);
            found |= same;
        }
        if (!found) {
            next.add(new StartupTimes(pool, List.of()).with(startup));
        }
        return next;
    }

    /** Returns this with other spending. */
    public Supply spending(Spending spending) {
        return new Supply(startups, spending);
    }

    /** Returns a quantile of the start-up time of a pool: as seen, or as configured while too little was seen. */
    public Duration startup(PoolSpec pool, double share) {
        for (StartupTimes times : startups) {
            if (times.pool().equals(pool.name()) && times.isEnough()) {
                return times.quantile(share);
            }
        }
        return pool.startup().quantile(share);
    }
}
