package io.selfscale.engine.decide;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.supply.Packing;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which replicas are stopped, in order: expired ones; then, as far as there are too many, replicas in flight, then ready
 * ones of the dearest pool, among those the least busy and then the newest. A replica that serves is never stopped for one
 * that may never come, and on-demand capacity not below its floor.
 */
final class Victims {

    private final ScalingSpec spec;
    private final Estimate estimate;
    private final Census census;
    private final List<List<String>> byPool = new ArrayList<>();
    private final int[] rank;
    private long spotExcess;
    private long onDemand;
    private final long onDemandFloor;

    private Victims(ScalingSpec spec, Estimate estimate, int result) {
        this.spec = spec;
        this.estimate = estimate;
        this.census = estimate.census();
        this.rank = new int[spec.pools().size()];
        int[] shrink = spec.shrinkOrder();
        for (int i = 0; i < shrink.length; i++) {
            rank[shrink[i]] = i;
            byPool.add(new ArrayList<>(0));
        }
        long spot = Packing.spotUnits(spec, census.live());
        this.spotExcess = spot - spec.spot().largestSpot(result);
        this.onDemand = census.liveUnits() - spot;
        this.onDemandFloor = Math.min(result, spec.spot().onDemandFloor());
    }

    static Victims of(ScalingSpec spec, Estimate estimate, int result, long nanos) {
        Victims victims = new Victims(spec, estimate, result);
        victims.choose(result, nanos);
        return victims;
    }

    private void choose(int result, long nanos) {
        census.expired().stream().sorted(Comparator.comparing(Replica::id)).forEach(replica -> {
            if (!census.ledger().isPaused(poolOf(replica).name(), nanos)) {
                take(replica);
            }
        });
        // Only what is listed can be stopped: a replica that serves is not stopped for one that may never come.
        int excess = census.listedUnits() - result;
        if (excess > 0) {
            Comparator<Replica> newestFirst =
                    Comparator.comparing(Replica::age).thenComparing(Replica::id, Comparator.reverseOrder());
            Comparator<Replica> dearestFirst = Comparator.comparingInt(this::preference);
            excess = take(census.starting(), dearestFirst.thenComparing(newestFirst), excess, nanos);
            take(
                    census.ready(),
                    dearestFirst.thenComparingDouble(this::busyness).thenComparing(newestFirst),
                    excess,
                    nanos);
        }
    }

    private int take(List<Replica> candidates, Comparator<Replica> order, int excess, long nanos) {
        int left = excess;
        if (left <= 0) {
            return left;
        }
        for (Replica replica : candidates.stream().sorted(order).toList()) {
            PoolSpec pool = poolOf(replica);
            int weight = pool.cost().capacityWeight();
            boolean onDemandPool = pool.kind() == PoolSpec.Kind.ON_DEMAND;
            boolean allowed = weight <= left
                    && !census.ledger().isPaused(pool.name(), nanos)
                    && (!onDemandPool || onDemand - weight >= onDemandFloor);
            if (allowed) {
                take(replica);
                left -= weight;
                if (onDemandPool) {
                    onDemand -= weight;
                } else {
                    spotExcess -= weight;
                }
            }
        }
        return left;
    }

    private void take(Replica replica) {
        byPool.get(spec.indexOfPool(replica.pool())).add(replica.id());
    }

    private PoolSpec poolOf(Replica replica) {
        return spec.pools().get(spec.indexOfPool(replica.pool()));
    }

    /** Dearest pool first; spot pools before that if they hold more than their share. */
    private int preference(Replica replica) {
        boolean first = spotExcess > 0 && poolOf(replica).kind() == PoolSpec.Kind.SPOT;
        return rank[spec.indexOfPool(replica.pool())] - (first ? rank.length : 0);
    }

    private double busyness(Replica replica) {
        Signal signal = spec.busyness();
        if (signal == null || !(estimate.view().reading(signal) instanceof Reading.ByReplica readings)) {
            return 0;
        }
        // A replica of which nothing is known may be busy.
        return readings.samples().get(replica.id()) instanceof Sample.Fresh fresh
                ? fresh.value()
                : Double.POSITIVE_INFINITY;
    }

    /** Returns the ids of the replicas to stop in a pool, the first to stop in front. */
    List<String> inPool(int pool) {
        return byPool.get(pool);
    }
}
