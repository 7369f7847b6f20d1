package io.selfscale.engine.lint.model;

import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.policy.FormulaTracking;
import io.selfscale.engine.policy.JobScaling;
import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.engine.policy.OngoingRequests;
import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.StepScaling;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.ThresholdRule;
import io.selfscale.engine.policy.WarmTargetTracking;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.StartupTime;
import io.selfscale.engine.spec.WindowSpec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.SignalWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The specification that is run on the model. Policies, combination, stabilization, rate limits and cooldowns are those
 * of the original. What differs:
 *
 * <ul>
 *   <li>one pool without price and quota, as placement does not move the count;
 *   <li>no brownout, effect check, or outside changes, which a steady plant does not set off;
 *   <li>no hold after reversals and no limit of actions a day: they make a cycle slower, and do not end it;
 *   <li>a tick as long as the shortest window allows (decisions do not depend on it, by invariant 8 of the semantics).
 * </ul>
 */
final class ModelSpec {

    /** Time that a pool without a known start-up time is given. */
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /** Tick where nothing has a length that a tick would have to resolve. */
    private static final Duration FREE_TICK = Duration.ofSeconds(5);

    private ModelSpec() {}

    /** Returns the specification for the model, with the policies as they are. */
    static ScalingSpec of(ScalingSpec original, Duration startup) {
        return build(original, startup, original.policies());
    }

    /** Tells whether the rules can be told apart from the consolidation check. */
    static boolean hasGuards(ScalingSpec original) {
        boolean byName = original.combination() instanceof CombinationRule.Priority
                || original.combination() instanceof CombinationRule.WeightedVote;
        return !byName
                && original.policies().stream()
                        .anyMatch(policy -> policy instanceof ThresholdBand band
                                && band.out() != null
                                && band.in() != null
                                && band.signal().kind().isProportional());
    }

    /**
     * Returns the specification for the model, with the rules as they are written: the two sides of a threshold band as
     * two policies, which do not know of each other, and so do without the consolidation check.
     */
    static ScalingSpec asWritten(ScalingSpec original, Duration startup) {
        List<Policy<?>> policies = new ArrayList<>();
        for (Policy<?> policy : original.policies()) {
            if (policy instanceof ThresholdBand band && band.out() != null && band.in() != null) {
                policies.add(side(band, band.out(), /* outward= */ true));
                policies.add(side(band, band.in(), /* outward= */ false));
            } else {
                policies.add(policy);
            }
        }
        return build(original, startup, policies);
    }

    private static ThresholdBand side(ThresholdBand band, ThresholdRule rule, boolean outward) {
        return new ThresholdBand(
                band.name() + (outward ? " (out)" : " (in)"),
                band.signal(),
                band.statistic(),
                outward ? rule : null,
                outward ? null : rule,
                band.period(),
                band.settings());
    }

    private static ScalingSpec build(ScalingSpec original, Duration startup, List<Policy<?>> policies) {
        Duration tick = tick(original);
        PoolSpec pool = PoolSpec.of("model").startingIn(StartupTime.of(startup)).withDrainDeadline(Duration.ZERO);
        Duration deadline = longest(List.of(DEADLINE, pool.startDeadline(), tick.multipliedBy(10)));
        Limits limits = original.limits().withReversalHold(ReversalHold.NONE).withActionsPerDay(0);
        ScalingSpecBuilder builder = ScalingSpec.builder(original.target())
                .tick(tick)
                .policies(policies)
                .combination(original.combination())
                .limits(limits)
                .pool(pool.withStartDeadline(deadline));
        original.signals().forEach(builder::signal);
        if (original.demand() != null) {
            builder.demand(original.demand());
        }
        if (original.activation() != null) {
            builder.activation(original.activation());
        }
        return builder.build();
    }

    /** Returns the longest tick that every window, period and limit still resolves, at least that of the original. */
    static Duration tick(ScalingSpec spec) {
        List<Duration> times = new ArrayList<>();
        for (Policy<?> policy : spec.policies()) {
            boolean counts = policy instanceof ThresholdBand band && band.statistic() instanceof Statistic.MOfN;
            int parts = policy instanceof ThresholdBand ? 2 : 4;
            for (SignalWindow window : policy.windows()) {
                WindowSpec kept = spec.windows().get(spec.indexOf(window));
                // M of N counts the buckets of the original; a mean or an extreme of a steady value does not.
                times.add(
                        counts
                                ? Duration.ofNanos(kept.bucketNanos())
                                : window.span().dividedBy(parts));
            }
            if (policy.windows().isEmpty() && !policy.period().isZero() && !References.isPlan(policy)) {
                times.add(policy.period());
            }
        }
        DemandSpec demand = spec.demand();
        if (demand != null) {
            times.add(demand.window().dividedBy(2));
        }
        Limits limits = spec.limits();
        for (Duration time : List.of(
                limits.stabilizationOut(), limits.stabilizationIn(), limits.cooldownOut(), limits.cooldownIn())) {
            if (!time.isZero()) {
                times.add(time.dividedBy(2));
            }
        }
        limits.rateOut().policies().stream().map(RatePolicy::period).forEach(times::add);
        limits.rateIn().policies().stream().map(RatePolicy::period).forEach(times::add);
        Duration shortest = times.stream().min(Duration::compareTo).orElse(FREE_TICK);
        return shortest.compareTo(spec.tick()) > 0 ? shortest : spec.tick();
    }

    /** Returns the time without a change after which nothing that is remembered can still cause one. */
    static Duration quiet(ScalingSpec model) {
        List<Duration> windows = new ArrayList<>();
        List<Duration> periods = new ArrayList<>();
        for (Policy<?> policy : model.policies()) {
            policy.windows().forEach(window -> windows.add(window.span()));
            periods.add(policy.period());
            if (policy instanceof OngoingRequests ongoing) {
                windows.add(ongoing.lookBack()
                        .plus(longest(
                                List.of(ongoing.delays().out(), ongoing.delays().in()))));
            } else if (policy instanceof StepScaling steps) {
                windows.add(steps.alarm()
                        .period()
                        .multipliedBy(steps.alarm().datapoints() + 1L)
                        .plus(steps.warmUp()));
            } else if (policy instanceof WarmTargetTracking warm) {
                windows.add(warm.scaleIn().window().plus(warm.warmUp()));
            } else if (policy instanceof KnativeScaling knative) {
                windows.add(knative.spec()
                        .stableWindow()
                        .multipliedBy(2)
                        .plus(knative.spec().scaleDownDelay()));
            } else if (policy instanceof CalibratedSizing sizing) {
                windows.add(sizing.window()
                        .multipliedBy(3)
                        .plus(model.pools().get(0).startup().p50()));
            } else if (!forgets(policy)) {
                // What it remembers beside its windows is not known.
                windows.add(Duration.ofMinutes(10));
            }
        }
        Limits limits = model.limits();
        return longest(windows)
                .plus(longest(periods))
                .plus(longest(List.of(limits.stabilizationOut(), limits.stabilizationIn())))
                .plus(longest(List.of(limits.cooldownOut(), limits.cooldownIn())))
                .plus(longest(List.of(
                        limits.rateOut().longestPeriod(), limits.rateIn().longestPeriod())))
                .plus(model.pools().get(0).startup().p99())
                .plus(model.tick().multipliedBy(4));
    }

    /** Tells whether nothing but windows and the present moment enters. */
    private static boolean forgets(Policy<?> policy) {
        return policy instanceof ThresholdBand
                || policy instanceof TargetTracking
                || policy instanceof FormulaTracking
                || policy instanceof JobScaling
                || References.isPlan(policy);
    }

    private static Duration longest(List<Duration> durations) {
        return durations.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
