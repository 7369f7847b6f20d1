package io.selfscale.testkit;

import io.selfscale.policy.Capacity;
import io.selfscale.policy.Combination;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Replica;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Stamp;
import io.selfscale.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small decision function: as many replicas as bring their utilization to 70 %, no fewer than recommended at any time
 * in the scale-in window. With a {@link Mutation} it makes one mistake.
 */
final class ReferenceFunction implements DecisionFunction<ReferenceState> {

    private static final double TARGET = 0.7;
    private static final double LARGEST_PLAUSIBLE = 1e15;
    private static final int BLIND = -1;

    private final TargetSetup setup;
    private final Mutation mutation;
    private final AtomicInteger onTheSide = new AtomicInteger();

    ReferenceFunction(TargetSetup setup, Mutation mutation) {
        this.setup = setup;
        this.mutation = mutation;
    }

    @Override
    public ReferenceState initialState() {
        return ReferenceState.initial();
    }

    @Override
    public Step<ReferenceState> decide(ReferenceState state, Observation seen) {
        ReferenceLedger ledger = new ReferenceLedger(state, seen, mutation);
        int from = state.requested() >= 0 ? state.requested() : ledger.known ? ledger.live() : setup.min();
        long now = now(seen);
        List<ReferenceState.Recommendation> recent = recent(state, now, from);
        int wanted = recommend(seen, ledger);
        int held = from;
        if (ledger.known && wanted != BLIND) {
            recent.add(new ReferenceState.Recommendation(now, wanted));
            int most = recent.stream()
                    .mapToInt(ReferenceState.Recommendation::replicas)
                    .max()
                    .orElse(wanted);
            held = wanted > from ? wanted : Math.min(from, most);
        }
        int to = mutated(clamp(held), seen);
        List<Order> orders = ledger.known ? orders(state, ledger, to) : List.of();
        Decision decision = decision(seen, from, to, wanted == BLIND ? from : wanted, held, ledger, orders);
        return new Step<>(decision, next(state, ledger, to, orders, recent));
    }

    private long now(Observation seen) {
        Instant wall = seen.wallTime();
        return mutation == Mutation.USES_THE_WALL_CLOCK
                ? wall.getEpochSecond() * 1_000_000_000L + wall.getNano()
                : seen.nanos();
    }

    private List<ReferenceState.Recommendation> recent(ReferenceState state, long now, int from) {
        List<ReferenceState.Recommendation> recent = new ArrayList<>();
        for (ReferenceState.Recommendation item : state.recommendations()) {
            if (now - item.nanos() < setup.inWindow().toNanos()) {
                recent.add(item);
            }
        }
        if (state.requested() < 0) {
            recent.add(new ReferenceState.Recommendation(now, from));
        }
        return recent;
    }

    private int recommend(Observation seen, ReferenceLedger ledger) {
        Reading reading = seen.readings().get(VirtualTarget.UTILIZATION);
        double mean = reading instanceof Reading.ByReplica byReplica
                ? mean(byReplica.samples(), ledger.ready)
                : whole(reading instanceof Reading.Whole whole ? whole.sample() : Sample.absent("no reading"));
        double total = mean * ledger.ready.size();
        if (Double.isNaN(mean) || (ledger.ready.isEmpty() && mutation != Mutation.ABSENT_IS_ZERO)) {
            return mutation == Mutation.ABSENT_IS_ZERO ? 0 : BLIND;
        }
        if (!(total <= LARGEST_PLAUSIBLE)) {
            if (mutation == Mutation.THROWS_ON_GARBAGE) {
                throw new ArithmeticException("overflow");
            }
            return mutation == Mutation.NAN_IS_ZERO ? 0 : BLIND;
        }
        int replicas = (int) Math.min(1e6, Math.ceil(total / TARGET - 1e-9));
        if (mutation == Mutation.SHRINKS_UNDER_OVERLOAD && mean > 0.95) {
            return 1;
        }
        return mutation == Mutation.PROPORTIONAL_PLUS_TWO ? replicas + 2 : replicas;
    }

    private static double whole(Sample sample) {
        return sample instanceof Sample.Fresh fresh ? fresh.value() : Double.NaN;
    }

    private double mean(Map<String, Sample> samples, List<Replica> ready) {
        if (mutation == Mutation.TRUSTS_THE_FIRST_REPLICA && !samples.isEmpty()) {
            return whole(samples.values().iterator().next());
        }
        if (mutation == Mutation.AVERAGES_FOREIGN_SAMPLES) {
            return samples.values().stream()
                    .filter(Sample::isFresh)
                    .mapToDouble(ReferenceFunction::whole)
                    .average()
                    .orElse(Double.NaN);
        }
        double sum = 0;
        for (Replica replica : ready) {
            Sample sample = samples.getOrDefault(replica.id(), Sample.absent("silent"));
            sum += sample.isFresh() || mutation != Mutation.SILENT_REPLICAS_ARE_IDLE ? whole(sample) : 0;
        }
        return sum / ready.size();
    }

    private int clamp(int replicas) {
        return mutation == Mutation.CLAMPS_TO_ONE
                ? Math.max(1, Math.min(setup.max(), replicas))
                : setup.clamp(replicas);
    }

    private int mutated(int to, Observation seen) {
        if (mutation == Mutation.NEVER_RESTS) {
            return setup.clamp(to + (int) (seen.nanos() / setup.tick().toNanos() % 2));
        }
        return mutation == Mutation.REMEMBERS_ON_THE_SIDE && onTheSide.incrementAndGet() == 5 ? setup.max() : to;
    }

    private List<Order> orders(ReferenceState state, ReferenceLedger ledger, int to) {
        String id = "order-" + state.nextOrder();
        int missing = to - ledger.live();
        if (mutation == Mutation.ORDERS_TOO_LITTLE) {
            missing = Math.min(1, missing);
        }
        if (missing > 0) {
            return List.of(new Order.Start(id, TargetSetup.POOL, missing, setup.startDeadline()));
        }
        List<String> victims = missing < 0 ? ledger.victims(-missing) : List.of();
        return victims.isEmpty()
                ? List.of()
                : List.of(new Order.Stop(id, TargetSetup.POOL, victims, Duration.ofMinutes(1)));
    }

    private static ReferenceState next(
            ReferenceState state,
            ReferenceLedger ledger,
            int to,
            List<Order> orders,
            List<ReferenceState.Recommendation> recent) {
        List<ReferenceState.Start> starts = new ArrayList<>(ledger.starts);
        List<String> stops = new ArrayList<>(ledger.stops);
        for (Order order : orders) {
            if (order instanceof Order.Start start) {
                starts.add(new ReferenceState.Start(start.id(), start.count()));
            } else {
                stops.addAll(((Order.Stop) order).replicas());
            }
        }
        int requested = state.requested() < 0 && !ledger.known ? -1 : to;
        return new ReferenceState(requested, state.nextOrder() + orders.size(), starts, stops, recent);
    }

    private static Decision decision(
            Observation seen, int from, int to, int wanted, int held, ReferenceLedger ledger, List<Order> orders) {
        List<ConstraintEffect> constraints = new ArrayList<>();
        if (wanted != held) {
            constraints.add(new ConstraintEffect("window", wanted, held, ReasonCode.STABILIZED, /* remaining= */ null));
        }
        if (held != to) {
            constraints.add(new ConstraintEffect("bounds", held, to, ReasonCode.ABOVE_MAX, /* remaining= */ null));
        }
        return new Decision(
                new Stamp(TargetSetup.TARGET, 1, seen.wallTime(), seen.nanos()),
                from,
                to,
                List.of(),
                List.of(),
                new Combination(
                        wanted,
                        seen.inventory() instanceof Inventory.Unknown
                                ? ReasonCode.INVENTORY_UNKNOWN
                                : ReasonCode.PROPORTIONAL,
                        List.of("reference")),
                constraints,
                new Decision.Ordering(
                        new Capacity(ledger.ready.size(), ledger.inFlight(), ledger.draining, /* demand= */ null),
                        orders));
    }
}
