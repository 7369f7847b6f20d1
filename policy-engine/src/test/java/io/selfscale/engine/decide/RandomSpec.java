package io.selfscale.engine.decide;

import static java.time.Duration.ofSeconds;

import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.EffectSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.SpotSpec;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws a specification that uses given features together. The same generator and features give the same one. */
final class RandomSpec {

    /** What a specification may use. */
    enum Feature {
        POOLS,
        WEIGHTS,
        QUOTAS,
        SPOT,
        BUDGET_PER_HOUR,
        BUDGET_PER_MONTH,
        INSTANCE_CAP,
        STABILIZATION,
        RATES,
        COOLDOWNS,
        REVERSALS,
        ACTIONS_PER_DAY,
        ACTIVATION,
        BROWNOUT,
        EFFECT,
        OUTSIDE_CHANGE,
        RULE,
        SHADOW,
        PLAN,
        DEMAND
    }

    static final Duration TICK = ofSeconds(5);
    static final Signal WANTED = Signal.total("wanted", "replicas");
    static final Signal WORK = Signal.total("work", "requests");
    static final Signal BUSY = Signal.ratio("busy");
    static final Signal TAIL = Signal.duration("tail");
    static final Signal CAPACITY = Signal.perReplica("capacity", "requests");

    private RandomSpec() {}

    static ScalingSpec draw(RandomGenerator random, Set<Feature> features, boolean shadows) {
        int min = features.contains(Feature.ACTIVATION) ? random.nextInt(3) : 1 + random.nextInt(2);
        ScalingSpecBuilder builder = ScalingSpec.builder(ScalingTarget.of("t").replicas(min, 4 + random.nextInt(16)))
                .tick(TICK)
                .signal(WANTED)
                .signal(SignalSpec.optional(WORK))
                .signal(SignalSpec.required(BUSY).withLevelEffect(SignalSpec.LevelEffect.LOAD))
                .signal(SignalSpec.optional(TAIL))
                .signal(SignalSpec.optional(CAPACITY))
                .policy(new RequestedBy("wanted", WANTED))
                .policy(ThresholdBand.on(BUSY).outAbove(0.7, ofSeconds(15)).inBelow(0.3, ofSeconds(30)))
                .limits(limits(random, features));
        pools(builder, random, features);
        supply(builder, random, features);
        operation(builder, random, features);
        if (features.contains(Feature.PLAN)) {
            builder.policy(Plan.draw("plan", random)).policy(Plan.draw("other-plan", random));
        }
        if (features.contains(Feature.RULE)) {
            builder.combination(List.of(
                            new CombinationRule.Largest(),
                            new CombinationRule.Priority(List.of("wanted")),
                            new CombinationRule.WeightedVote(Map.of("wanted", 2.0), 0.6))
                    .get(random.nextInt(3)));
        }
        if (features.contains(Feature.DEMAND)) {
            builder.demand(new DemandSpec(WORK, null, ofSeconds(60), CAPACITY, ofSeconds(20), random.nextInt(3)));
        }
        if (features.contains(Feature.SHADOW) && shadows) {
            builder.shadow(new RequestedBy("shadow", WORK));
            builder.shadow(Plan.draw("shadow-plan", random));
        }
        return builder.build();
    }

    private static Limits limits(RandomGenerator random, Set<Feature> features) {
        Limits limits = Limits.none();
        if (features.contains(Feature.STABILIZATION)) {
            limits = limits.withStabilization(ofSeconds(random.nextInt(20)), ofSeconds(random.nextInt(60)));
        }
        if (features.contains(Feature.RATES)) {
            limits = limits.withRates(
                    RateLimit.anyOf(
                            RatePolicy.replicas(1 + random.nextInt(4), ofSeconds(20)),
                            RatePolicy.percent(50, ofSeconds(30))),
                    RateLimit.allOf(RatePolicy.replicas(1 + random.nextInt(4), ofSeconds(20))));
        }
        if (features.contains(Feature.COOLDOWNS)) {
            limits = limits.withCooldowns(ofSeconds(random.nextInt(30)), ofSeconds(random.nextInt(60)));
        }
        if (features.contains(Feature.REVERSALS)) {
            limits = limits.withReversalHold(new ReversalHold(ofSeconds(60), ofSeconds(10), ofSeconds(60)));
        }
        if (features.contains(Feature.ACTIONS_PER_DAY)) {
            limits = limits.withActionsPerDay(1 + random.nextInt(12));
        }
        return limits;
    }

    private static void pools(ScalingSpecBuilder builder, RandomGenerator random, Set<Feature> features) {
        int pools = features.contains(Feature.POOLS) ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < pools; i++) {
            int weight = features.contains(Feature.WEIGHTS) ? 1 + random.nextInt(3) : 1;
            PoolSpec pool = PoolSpec.of("p" + i)
                    .withStartDeadline(ofSeconds(20 + random.nextInt(20)))
                    .withDrainDeadline(ofSeconds(10))
                    .costing(new PoolSpec.Cost(
                            1 + random.nextInt(4),
                            random.nextInt(2),
                            weight,
                            random.nextBoolean() ? PoolSpec.StandbyTier.HOT : PoolSpec.StandbyTier.COLD));
            pool = features.contains(Feature.QUOTAS) ? pool.withQuota(2 + random.nextInt(8)) : pool;
            builder.pool(features.contains(Feature.SPOT) && i > 0 && random.nextBoolean() ? pool.asSpot() : pool);
        }
        if (features.contains(Feature.SPOT)) {
            builder.spot(new SpotSpec(random.nextInt(4), 30 + random.nextInt(70)));
        }
    }

    private static void supply(ScalingSpecBuilder builder, RandomGenerator random, Set<Feature> features) {
        BudgetSpec budget = BudgetSpec.NONE;
        if (features.contains(Feature.BUDGET_PER_HOUR)) {
            budget = budget.withPerHour(10 + random.nextInt(30));
        }
        if (features.contains(Feature.BUDGET_PER_MONTH)) {
            budget = budget.withPerMonth(3000 + random.nextInt(20_000), random.nextInt(100), ZoneOffset.UTC);
        }
        if (features.contains(Feature.INSTANCE_CAP)) {
            budget = budget.withInstanceCap(2 + random.nextInt(10));
        }
        builder.budget(budget);
    }

    private static void operation(ScalingSpecBuilder builder, RandomGenerator random, Set<Feature> features) {
        if (features.contains(Feature.ACTIVATION)) {
            builder.activation(new ActivationSpec(WORK, 0, ofSeconds(20), 4));
        }
        if (features.contains(Feature.BROWNOUT)) {
            builder.brownout(new BrownoutSpec(
                    List.of(new BrownoutSpec.Rung("short", 1.2, 1), new BrownoutSpec.Rung("tiny", 1.5, 2)),
                    TAIL,
                    ofSeconds(2),
                    ofSeconds(5),
                    ofSeconds(25),
                    0.2));
        }
        if (features.contains(Feature.EFFECT)) {
            builder.effect(new EffectSpec(WORK, ofSeconds(10), 0.2, 1 + random.nextInt(2), ofSeconds(60)));
        }
        if (features.contains(Feature.OUTSIDE_CHANGE)) {
            builder.outsideChange(random.nextBoolean() ? OutsideChange.ADOPT : OutsideChange.HOLD);
        }
    }

    /**
     * Asks for one thing after the other, each for half a minute of control time, the last for ever.
     *
     * @param name of the policy
     * @param slots what it asks for
     */
    record Plan(String name, List<Proposal> slots) implements StatelessPolicy {

        static Plan draw(String name, RandomGenerator random) {
            List<Proposal> slots = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int count = random.nextInt(14);
                slots.add(
                        switch (random.nextInt(7)) {
                            case 0 -> Proposal.floor(count, ReasonCode.CUSTOM, "floor");
                            case 1 -> Proposal.cap(count, ReasonCode.CUSTOM, "cap");
                            case 2 ->
                                new Proposal.Bounds(
                                        count, count, random.nextBoolean(), ReasonCode.CUSTOM, List.of(), "exact");
                            case 3 ->
                                new Proposal.Bounds(
                                        count, count + 3, random.nextBoolean(), ReasonCode.CUSTOM, List.of(), "both");
                            case 4 -> new Proposal.Veto(Direction.OUT, ReasonCode.SCHEDULE_FREEZE, List.of(), "out");
                            case 5 -> new Proposal.Veto(Direction.IN, ReasonCode.SCHEDULE_FREEZE, List.of(), "in");
                            default -> Proposal.abstain(ReasonCode.OUTSIDE_SCHEDULE, "none");
                        });
            }
            return new Plan(name, List.copyOf(slots));
        }

        @Override
        public Set<SignalWindow> windows() {
            return Set.of();
        }

        @Override
        public boolean isPure() {
            return true;
        }

        @Override
        public Proposal propose(View view) {
            return slots.get((int) Math.min(slots.size() - 1, view.nanos() / 30_000_000_000L));
        }
    }
}
