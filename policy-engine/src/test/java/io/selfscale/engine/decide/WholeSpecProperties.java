package io.selfscale.engine.decide;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.RandomSpec.Feature;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.Order;
import io.selfscale.policy.Step;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The invariants of DECIDE where many features of a specification meet in a world that does not hold still. */
class WholeSpecProperties {

    /** What may happen to a world. */
    enum Disturbance {
        CRASH,
        REMOVAL,
        DRAIN,
        ADDITION,
        UNREADABLE,
        GAP,
        RESTART,
        INTERRUPTION,
        OVERRIDE,
        REFUSAL,
        CLOCK
    }

    private static final List<ManualOverride.Kind> KINDS = List.of(ManualOverride.Kind.values());
    private static final int WILD_TICKS = 40;
    private static final int CALM_TICKS = 80;

    /** What may lower a count whatever the signals say. */
    private static final Set<String> NOT_MEASURED = Set.of(
            "cap", "override", "quota", "instance-cap", "budget-per-hour", "budget-per-month", "activation", "max");

    @Property(tries = 1000)
    void everyFeatureKeepsTheInvariantsOfAllTheOthers(
            @ForAll Set<Feature> features, @ForAll Set<Disturbance> disturbances, @ForAll long seed) {
        new Trial(features, disturbances, seed).run();
    }

    /** A spot share that is rounded leaves room for ten replicas of a weight, but not for nine, which is the maximum. */
    @Example
    void theMaximumIsWhatMustBeHad() {
        new Trial(
                        EnumSet.of(
                                Feature.QUOTAS,
                                Feature.BUDGET_PER_HOUR,
                                Feature.RATES,
                                Feature.SPOT,
                                Feature.INSTANCE_CAP,
                                Feature.ACTIONS_PER_DAY,
                                Feature.DEMAND,
                                Feature.STABILIZATION,
                                Feature.POOLS,
                                Feature.REVERSALS,
                                Feature.WEIGHTS),
                        EnumSet.noneOf(Disturbance.class),
                        20727)
                .run();
    }

    private static final class Trial {

        private final Set<Feature> features;
        private final Set<Disturbance> disturbances;
        private final SplittableRandom random;
        private final ScalingSpec spec;
        private final ScalingSpec plain;
        private final StateCodec codec;
        private final StateCodec plainCodec;
        private final World world;
        private final Set<String> orderIds = new HashSet<>();
        private State plainState;
        private double load;
        private boolean gap;
        private boolean calm;

        Trial(Set<Feature> features, Set<Disturbance> disturbances, long seed) {
            this.features = features;
            this.disturbances =
                    disturbances.isEmpty() ? EnumSet.noneOf(Disturbance.class) : EnumSet.copyOf(disturbances);
            spec = RandomSpec.draw(new SplittableRandom(seed), features, /* shadows= */ true);
            plain = RandomSpec.draw(new SplittableRandom(seed), features, /* shadows= */ false);
            codec = new StateCodec(spec);
            plainCodec = new StateCodec(plain);
            plainState = State.initial(plain);
            random = new SplittableRandom(seed + 1);
            world = new World(spec, Instant.parse("2026-11-30T23:58:00Z"))
                    .drainingFor(ofSeconds(random.nextInt(30)))
                    .add("p0", random.nextInt(4))
                    .read(RandomSpec.WANTED, w -> gap && random.nextBoolean() ? Double.NaN : load)
                    .read(RandomSpec.WORK, w -> gap && random.nextBoolean() ? Double.NaN : load)
                    .read(RandomSpec.BUSY, w -> gap && random.nextBoolean() ? Double.NaN : busy(w))
                    .read(RandomSpec.TAIL, w -> load / 4)
                    .read(RandomSpec.CAPACITY, 1.5);
            for (PoolSpec pool : spec.pools()) {
                world.startup(pool.name(), ofSeconds(random.nextInt(40)));
            }
        }

        private double busy(World world) {
            return calm || world.ready() == 0 ? 0.4 : Math.min(1, load / world.ready() / 2);
        }

        void run() {
            for (int i = 0; i < WILD_TICKS; i++) {
                if (i % 5 == 0) {
                    load = random.nextInt(50) == 0 ? 1e15 : random.nextInt(3) == 0 ? 0 : random.nextInt(24);
                }
                disturb();
                check(world.tick(), i % 4 == 0);
            }
            calm();
            for (int i = 0; i < CALM_TICKS; i++) {
                if (i == 20) {
                    // What other hands did last is noticed when nothing else is under way any more.
                    world.announce(new Event.Lifted(OutsideChange.HOLD_ID, "ada"));
                }
                check(world.tick(), /* withCodec= */ false);
            }
            settled();
        }

        private void disturb() {
            for (Disturbance disturbance : disturbances) {
                if (random.nextInt(8) == 0) {
                    disturb(disturbance);
                }
            }
        }

        private void disturb(Disturbance disturbance) {
            PoolSpec pool = spec.pools().get(random.nextInt(spec.pools().size()));
            switch (disturbance) {
                case CRASH -> {
                    if (world.ready() > 0) {
                        world.crash();
                    }
                }
                case REMOVAL -> world.remove(1 + random.nextInt(4));
                case DRAIN -> world.drainAll();
                case ADDITION -> world.add(pool.name(), 1 + random.nextInt(3));
                case UNREADABLE -> world.readable(random.nextBoolean());
                case GAP -> gap = !gap;
                case RESTART -> {
                    world.restart(codec);
                    plainState =
                            plainCodec.decode(plainCodec.encode(plainState)).resumedAt(world.nanos());
                }
                case INTERRUPTION -> {
                    List<String> serving = world.serving(pool.name());
                    String id = serving.isEmpty() ? "nobody" : serving.get(random.nextInt(serving.size()));
                    world.announce(new Event.Interruption(id, ofSeconds(random.nextInt(120))));
                }
                case OVERRIDE -> {
                    String id = "o" + random.nextInt(4);
                    world.announce(
                            random.nextInt(3) == 0
                                    ? new Event.Lifted(id, "ada")
                                    : new Event.Overridden(new ManualOverride(
                                            id,
                                            KINDS.get(random.nextInt(KINDS.size())),
                                            random.nextInt(25),
                                            "ada",
                                            "because",
                                            random.nextBoolean() ? null : ofSeconds(1 + random.nextInt(60)))));
                    if (random.nextInt(3) == 0) {
                        world.announce(new Event.Lifted(OutsideChange.HOLD_ID, "ada"));
                    }
                }
                case REFUSAL -> world.capacity(pool.name(), random.nextInt(10));
                case CLOCK -> world.skew(ofSeconds(random.nextInt(400) - 200));
            }
        }

        private void calm() {
            gap = false;
            calm = true;
            load = random.nextInt(12);
            world.readable(true);
            world.announce(new Event.Lifted(OutsideChange.HOLD_ID, "ada"));
            for (int i = 0; i < 4; i++) {
                world.announce(new Event.Lifted("o" + i, "ada"));
            }
            for (PoolSpec pool : spec.pools()) {
                world.capacity(pool.name(), Integer.MAX_VALUE).startup(pool.name(), ofSeconds(10));
            }
        }

        private void check(Decision decision, boolean withCodec) {
            State state = world.state();
            boolean killed = state.operation().overrides().newest(ManualOverride.Kind.KILL_SWITCH) != null;
            String record = decision.explain();
            if (!killed) {
                inBounds(decision, record);
            }
            computesAgain(decision, record);
            if (killed || !(world.observation().inventory() instanceof Inventory.Known)) {
                assertThat(decision.orders()).as(record).isEmpty();
            }
            if (!(world.observation().inventory() instanceof Inventory.Known)
                    && decision.from() >= spec.target().min()
                    && decision.from() <= spec.target().max()
                    && decision.from() > 0
                    && serves(decision)) {
                assertThat(decision.to()).as(record).isEqualTo(decision.from());
            }
            starts(decision, record);
            blindness(decision, record);
            Step<State> plainStep = Decider.decide(plain, plainState, world.observation());
            plainState = plainStep.state();
            assertThat(withoutShadows(decision)).as(record).isEqualTo(plainStep.decision());
            Step<State> again = Decider.decide(spec, world.before(), world.observation());
            assertThat(again.decision()).isEqualTo(decision);
            if (withCodec) {
                String text = codec.encode(state);
                assertThat(codec.encode(again.state())).isEqualTo(text);
                assertThat(codec.encode(codec.decode(text))).isEqualTo(text);
                State decoded = codec.decode(codec.encode(world.before()));
                assertThat(Decider.decide(spec, decoded, world.observation()).decision())
                        .isEqualTo(decision);
            }
        }

        private static boolean serves(Decision decision) {
            return switch (decision.notes().phase()) {
                case ACTIVE, WAKING -> true;
                case DRAINING, ZERO, DISABLED -> false;
            };
        }

        private void inBounds(Decision decision, String record) {
            switch (decision.notes().phase()) {
                case ACTIVE, WAKING ->
                    assertThat(decision.to())
                            .as(record)
                            .isBetween(
                                    Math.max(1, spec.target().min()),
                                    spec.target().max());
                case DRAINING, ZERO, DISABLED ->
                    assertThat(decision.to()).as(record).isZero();
            }
        }

        private static void computesAgain(Decision decision, String record) {
            int count = decision.combination().replicas();
            for (ConstraintEffect effect : decision.constraints()) {
                assertThat(effect.before()).as(record).isEqualTo(count);
                assertThat(effect.after()).as(record).isNotEqualTo(count);
                count = effect.after();
            }
            assertThat(count).as(record).isEqualTo(decision.to());
        }

        private void starts(Decision decision, String record) {
            int units = 0;
            int largestWeight = 1;
            for (Order order : decision.orders()) {
                assertThat(orderIds.add(order.id()))
                        .as("order id %s is new", order.id())
                        .isTrue();
                if (order instanceof Order.Start start) {
                    PoolSpec pool = Objects.requireNonNull(spec.pool(start.pool()));
                    units += start.count() * pool.cost().capacityWeight();
                    largestWeight = Math.max(largestWeight, pool.cost().capacityWeight());
                    assertThat(world.in(pool.name())).as(record).isLessThanOrEqualTo(pool.quota());
                }
            }
            if (units > 0) {
                int lacking = decision.to()
                        - decision.capacity().ready()
                        - decision.capacity().inFlight();
                assertThat(units).as(record).isLessThan(lacking + largestWeight);
                double allowed = spec.budget().perHour();
                assertThat(world.cost()).as(record).isLessThanOrEqualTo(allowed + 1e-6);
                int replicas = spec.pools().stream()
                        .mapToInt(pool -> world.in(pool.name()))
                        .sum();
                assertThat(replicas)
                        .as(record)
                        .isLessThanOrEqualTo(spec.budget().instanceCap());
            }
        }

        private void blindness(Decision decision, String record) {
            boolean blind = false;
            for (int i = 0; i < spec.signals().size(); i++) {
                blind |= spec.signals().get(i).required()
                        && decision.seen().get(i).isBlind();
            }
            if (blind && decision.to() < decision.from()) {
                assertThat(decision.constraints())
                        .as(record)
                        .anyMatch(effect -> effect.after() < effect.before()
                                && effect.after() < decision.from()
                                && NOT_MEASURED.contains(effect.constraint()));
            }
        }

        private static Decision withoutShadows(Decision decision) {
            Decision.Notes notes = decision.notes();
            return new Decision(
                    decision.stamp(),
                    decision.from(),
                    decision.to(),
                    decision.seen(),
                    decision.proposals(),
                    decision.combination(),
                    decision.constraints(),
                    decision.ordering(),
                    new Decision.Notes(notes.serviceLevel(), notes.phase(), notes.alarms(), List.of()));
        }

        /** Nothing is ordered any more, and what is there is what was decided, up to the size of one replica. */
        private void settled() {
            List<Decision> last = world.decisions();
            last = last.subList(last.size() - 3, last.size());
            Decision end = last.get(2);
            String record = end.explain();
            if (!features.contains(Feature.BUDGET_PER_MONTH) && !features.contains(Feature.EFFECT)) {
                assertThat(last).as(record).allMatch(decision -> decision.to() == end.to());
                assertThat(last)
                        .as(record)
                        .allMatch(decision -> decision.orders().isEmpty());
                int live = end.capacity().ready() + end.capacity().inFlight();
                int slack = spec.pools().stream()
                        .mapToInt(pool -> pool.cost().capacityWeight())
                        .max()
                        .orElse(1);
                assertThat(live).as(record).isBetween(end.to(), end.to() + slack - 1);
                assertThat(end.notes().alarms()).as(record).isEmpty();
            }
        }
    }
}
