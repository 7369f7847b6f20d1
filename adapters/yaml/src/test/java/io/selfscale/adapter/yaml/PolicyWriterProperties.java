package io.selfscale.adapter.yaml;

import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.ThresholdRule;
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
import io.selfscale.engine.spec.StartupTime;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is written reads back to the same. */
class PolicyWriterProperties {

    private static final Signal RATIO = Signal.ratio("gpu.utilization");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final Signal TOTAL = new Signal("queue_length", SignalKind.TOTAL, "requests");
    private static final Signal BUSY = new Signal("busy", SignalKind.PER_REPLICA, "units");
    private static final List<Signal> SIGNALS = List.of(RATIO, LATENCY, TOTAL, BUSY);

    @Property(tries = 1000)
    void whatIsWrittenReadsBackToTheSame(@ForAll long seed) {
        ScalingSpec spec = new Specs(new Random(seed)).spec();

        Policies.assertSame(Policies.spec(PolicyWriter.write(spec)), spec);
    }

    /** Random specifications that use everything there is. */
    private record Specs(Random random) {

        ScalingSpec spec() {
            boolean toZero = chance();
            ScalingSpecBuilder builder = ScalingSpec.builder(
                            new ScalingTarget(text(), toZero ? 0 : 1 + random.nextInt(3), 3 + random.nextInt(100)))
                    .tick(duration(1))
                    .limits(limits())
                    .outsideChange(one(OutsideChange.values()));
            SIGNALS.forEach(signal -> builder.signal(signalSpec(signal)));
            int policies = 1 + random.nextInt(4);
            for (int i = 0; i < policies; i++) {
                builder.policy(policy(i == 0 && chance() ? "" : "policy " + i));
            }
            if (chance()) {
                builder.shadow(policy("a shadow: with 'quotes'"));
            }
            builder.combination(combination(policies));
            if (toZero) {
                builder.activation(new ActivationSpec(
                        TOTAL, random.nextInt(3), duration(1), chance() ? 1e9 : 0.1 + random.nextDouble()));
            }
            if (chance()) {
                builder.demand(new DemandSpec(
                        TOTAL, chance() ? TOTAL : null, duration(1), BUSY, duration(1), random.nextInt(5)));
            }
            if (chance()) {
                Duration enter = duration(0);
                builder.brownout(new BrownoutSpec(
                        List.of(
                                new BrownoutSpec.Rung("one", 1 + random.nextDouble(), random.nextDouble()),
                                new BrownoutSpec.Rung(text(), 2 + random.nextDouble(), 0)),
                        LATENCY,
                        duration(1),
                        enter,
                        enter.multipliedBy(5 + random.nextInt(3)),
                        random.nextDouble()));
            }
            if (chance()) {
                builder.effect(new EffectSpec(
                        TOTAL, duration(1), 0.01 + random.nextDouble() / 2, 1 + random.nextInt(9), duration(1)));
            }
            if (chance()) {
                builder.stopLeast(BUSY);
            }
            if (chance()) {
                builder.pool(pool("on-demand")).pool(pool("b").asSpot());
                builder.spot(new SpotSpec(random.nextInt(3), random.nextInt(101)));
            }
            if (chance()) {
                builder.budget(BudgetSpec.perHour(1e6 + random.nextDouble())
                        .withPerMonth(1e9, random.nextInt(100), ZoneId.of("Asia/Shanghai"))
                        .withInstanceCap(1000 + random.nextInt(100)));
            }
            return builder.build();
        }

        private SignalSpec signalSpec(Signal signal) {
            return new SignalSpec(signal, chance(), duration(1), duration(0), one(SignalSpec.LevelEffect.values()));
        }

        private Policy<?> policy(String name) {
            Signal signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
            if (chance() && signal.kind() != SignalKind.DURATION) {
                return tracking(name.isEmpty() ? signal.name() : name, signal);
            }
            double in = random.nextDouble() * (chance() ? 1 : 1e-3);
            double out = in + random.nextDouble() + 1e-6;
            boolean both = chance();
            return new ThresholdBand(
                    name.isEmpty() ? signal.name() : name,
                    signal,
                    statistic(),
                    both || chance() ? new ThresholdRule(out, duration(1), step()) : null,
                    new ThresholdRule(in, duration(1), step()),
                    duration(0),
                    new ThresholdBand.Settings(0.1 + 0.9 * random.nextDouble(), 0.99 * random.nextDouble()));
        }

        private TargetTracking tracking(String name, Signal signal) {
            TargetTracking.Form form = switch (signal.kind()) {
                case RATIO -> chance() ? TargetTracking.Form.UTILIZATION : TargetTracking.Form.VALUE;
                case PER_REPLICA -> chance() ? TargetTracking.Form.PODS_AVERAGE : TargetTracking.Form.VALUE;
                case TOTAL, DURATION -> chance() ? TargetTracking.Form.AVERAGE_VALUE : TargetTracking.Form.VALUE;
            };
            return new TargetTracking(
                    name,
                    signal,
                    form,
                    0.01 + random.nextDouble() * (signal.kind() == SignalKind.RATIO ? 2 : 1000),
                    new Tolerance(random.nextDouble(), chance() ? 0.1 : random.nextDouble()),
                    duration(0),
                    chance()
                            ? one(TargetTracking.Readiness.CPU, TargetTracking.Readiness.IGNORED)
                            : new TargetTracking.Readiness(chance(), duration(0), duration(0), duration(0)));
        }

        private Statistic statistic() {
            return switch (random.nextInt(4)) {
                case 0 -> Statistic.sustained();
                case 1 -> Statistic.mean();
                case 2 -> Statistic.percentile(chance() ? 0.95 : 1 - random.nextDouble());
                default -> Statistic.mOfN(1 + random.nextInt(5), 5 + random.nextInt(20));
            };
        }

        private StepSize step() {
            return chance() ? new StepSize.Fixed(1 + random.nextInt(5)) : new StepSize.Percent(1 + random.nextInt(200));
        }

        private Limits limits() {
            return Limits.none()
                    .withStabilization(duration(0), duration(0))
                    .withCooldowns(duration(0), duration(0))
                    .withRates(rate(), rate())
                    .withReversalHold(
                            chance()
                                    ? ReversalHold.NONE
                                    : new ReversalHold(duration(1), duration(1), Duration.ofDays(300)))
                    .withActionsPerDay(random.nextInt(200));
        }

        private RateLimit rate() {
            List<RatePolicy> policies = switch (random.nextInt(3)) {
                case 0 -> List.of();
                case 1 -> List.of(RatePolicy.replicas(1 + random.nextInt(10), duration(1)));
                default ->
                    List.of(
                            RatePolicy.percent(1 + random.nextInt(300), duration(1)),
                            RatePolicy.replicas(1, duration(1)));
            };
            return new RateLimit(policies, one(RateLimit.Select.values()), one(RateLimit.Arithmetic.values()));
        }

        private CombinationRule combination(int policies) {
            String last = "policy " + (policies - 1);
            return switch (policies == 1 ? random.nextInt(2) : random.nextInt(4)) {
                case 0 -> new CombinationRule.AnyOutAllIn();
                case 1 -> new CombinationRule.Largest();
                case 2 -> new CombinationRule.Priority(List.of(last));
                default ->
                    new CombinationRule.WeightedVote(
                            Map.of(last, 0.1 + random.nextDouble()), 0.51 + random.nextDouble() * 0.49);
            };
        }

        private PoolSpec pool(String name) {
            PoolSpec pool = PoolSpec.of(name)
                    .withDrainDeadline(duration(0))
                    .costing(new PoolSpec.Cost(
                            10 * random.nextDouble() + 1,
                            random.nextDouble(),
                            1 + random.nextInt(8),
                            one(PoolSpec.StandbyTier.values())))
                    .withQuota(chance() ? PoolSpec.UNLIMITED : 100 + random.nextInt(10));
            Duration p50 = duration(0);
            PoolSpec starting = switch (random.nextInt(3)) {
                case 0 -> pool;
                case 1 -> pool.startingIn(StartupTime.of(p50));
                default -> pool.startingIn(new StartupTime(p50, p50.plusMillis(1), p50.plusSeconds(3)));
            };
            return chance() ? starting : starting.withStartDeadline(duration(1));
        }

        private Duration duration(long least) {
            return switch (random.nextInt(4)) {
                case 0 -> Duration.ofNanos(least + random.nextInt(2_000_000_000));
                case 1 -> Duration.ofMillis(least + random.nextInt(100_000));
                case 2 -> Duration.ofSeconds(least + random.nextInt(100_000));
                default -> Duration.ofMinutes(least + random.nextInt(1000));
            };
        }

        private String text() {
            return List.of("photo-service", "a b", "null", "true", "12", "- x", "ü: 😀", "#no", "'", "~", "a\tb")
                    .get(random.nextInt(11));
        }

        private boolean chance() {
            return random.nextBoolean();
        }

        @SafeVarargs
        private <T> T one(T... values) {
            return values[random.nextInt(values.length)];
        }
    }
}
