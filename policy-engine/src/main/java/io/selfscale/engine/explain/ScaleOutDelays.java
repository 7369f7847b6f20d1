package io.selfscale.engine.explain;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Splits the delay of every scale-out of a journal into named parts: from the moment of the need, over the measurement,
 * the window, the evaluation and whatever held the vote back, to the order, what the pools granted, and the phases of the
 * start. Times are control time, so that a jump of the wall clock changes nothing. Pure.
 *
 * <p>The moment of the need is the first of the run of ticks at which the demand exceeded the count requested, where the
 * demand is known; else the measurement of the first sample of the run beyond the scale-out threshold, or the target, of
 * the policy that voted. Both are what could be measured: how long a source took to notice is not in a journal.
 */
public final class ScaleOutDelays {

    private final Timeline timeline;
    private final int decided;
    private final Decision decision;
    private final NeedSearch search;
    private final NeedSearch.Need need;
    private final DelayParts parts;

    /** First tick of the run of samples that are beyond the threshold and describe the present size, or -1. */
    private int runStart = -1;

    private ScaleOutDelays(Timeline timeline, int decided) {
        this.timeline = timeline;
        this.decided = decided;
        this.decision = timeline.inForce(decided);
        this.search = new NeedSearch(timeline, decided);
        this.need = search.find();
        this.parts = new DelayParts(need.nanos());
    }

    /**
     * Returns the delay of each scale-out, in order.
     *
     * @param ticks the ticks of one target in order; those before the first decision that is recorded are left out
     * @param spec what was decided by, or null if that is not known: settings are then proposed without their present
     *     values
     */
    public static List<ScaleOutDelay> of(List<RecordedTick> ticks, @Nullable ScalingSpec spec) {
        Timeline timeline = new Timeline(ticks);
        List<ScaleOutDelay> delays = new ArrayList<>();
        for (int i = 0; i < timeline.size(); i++) {
            Decision decision = timeline.tick(i).decision();
            if (decision != null && decision.to() > decision.from()) {
                delays.add(new ScaleOutDelays(timeline, i).delay(spec));
            }
        }
        return delays;
    }

    private ScaleOutDelay delay(@Nullable ScalingSpec spec) {
        parts.until(timeline.nanos(need.tick()), DelayPart.Kind.METRIC_LAG, subject());
        for (int i = need.tick(); i < decided; i++) {
            until(i);
        }
        StartTrace start = new StartTrace(timeline, decided, parts);
        boolean ready = start.trace();
        long decidedNanos = timeline.nanos(decided);
        Instant wall = decision.stamp().wallTime();
        return new ScaleOutDelay(
                decision.stamp(),
                decision.from(),
                decision.to(),
                wall.plusNanos(parts.begin() - decidedNanos),
                ready ? wall.plusNanos(parts.end() - decidedNanos) : null,
                parts.list(),
                Savings.of(parts.list(), need, search.firstValue(need), timeline.usualTick(), spec));
    }

    private String subject() {
        Evidence evidence = need.evidence();
        return evidence == null ? need.policy() : evidence.signal().name();
    }

    /** Attributes the time from a tick before the decision to the next one. */
    private void until(int tick) {
        long next = timeline.nanos(tick + 1);
        Evidence evidence = need.evidence();
        if (evidence == null || !countsWith(tick, evidence)) {
            runStart = -1;
        } else if (runStart < 0) {
            runStart = tick;
        }
        if (timeline.standsStillAfter(tick)) {
            parts.until(next, DelayPart.Kind.NO_DECISIONS, "the loop");
            return;
        }
        Decision inForce = timeline.inForce(tick);
        if (isWanted(inForce)) {
            heldBack(next, inForce);
            return;
        }
        Proposal proposal = timeline.proposal(tick, need.policy());
        if (evidence == null || proposal == null) {
            parts.until(next, DelayPart.Kind.UNATTRIBUTED, need.policy());
        } else if (!(timeline.sample(tick, evidence.signal()) instanceof Sample.Fresh)) {
            parts.until(next, DelayPart.Kind.METRIC_LAG, evidence.signal().name() + " absent");
        } else if (proposal.reason() == ReasonCode.EVIDENCE_CONSUMED
                && timeline.ready(tick) < timeline.requestedBefore(tick)) {
            parts.until(next, DelayPart.Kind.EARLIER_CHANGE, need.policy());
        } else if (!search.isBeyond(tick, evidence)) {
            parts.until(next, DelayPart.Kind.THRESHOLD, evidence.signal().name());
        } else {
            beyond(tick, next, evidence, proposal);
        }
    }

    /** The signal is beyond its threshold, and the policy does not vote yet. */
    private void beyond(int tick, long next, Evidence evidence, Proposal proposal) {
        if (proposal.reason() == ReasonCode.WITHIN_TOLERANCE) {
            parts.until(next, DelayPart.Kind.THRESHOLD, "tolerance of " + need.policy());
        } else if (evidence.window().isZero()) {
            parts.until(next, DelayPart.Kind.EVALUATION, need.policy());
        } else {
            long full = evidence.statistic().equals("sustained") ? windowIsFull(tick, evidence) : Long.MAX_VALUE;
            parts.until(
                    Math.min(next, full),
                    DelayPart.Kind.WINDOW,
                    evidence.signal().name());
            parts.until(next, DelayPart.Kind.EVALUATION, need.policy());
        }
    }

    /**
     * Returns when the run of samples beyond the threshold fills the window: a sample stands for the tick that ends with
     * it, so that the first one is a tick old already.
     */
    private long windowIsFull(int tick, Evidence evidence) {
        int first = runStart < 0 ? tick : runStart;
        long age = timeline.sample(first, evidence.signal()) instanceof Sample.Fresh fresh
                ? fresh.age().toNanos()
                : 0;
        return timeline.nanos(first)
                - age
                - timeline.usualTick()
                + evidence.window().toNanos();
    }

    /** Tells whether a tick belongs to the run: the sample is beyond, and describes the present size. */
    private boolean countsWith(int tick, Evidence evidence) {
        return search.isBeyond(tick, evidence) && timeline.ready(tick) >= timeline.requestedBefore(tick);
    }

    private boolean isWanted(Decision inForce) {
        return inForce.proposals().stream()
                .anyMatch(
                        item -> item.proposal() instanceof Proposal.Scale scale && scale.replicas() > decision.from());
    }

    private void heldBack(long next, Decision inForce) {
        ConstraintEffect binding = inForce.binding();
        if (binding == null) {
            String rule = inForce.combination()
                    .reason()
                    .name()
                    .toLowerCase(Locale.ROOT)
                    .replace('_', ' ');
            parts.until(next, DelayPart.Kind.CONSTRAINT, rule);
        } else if (binding.reason() == ReasonCode.QUOTA || binding.reason() == ReasonCode.INSTANCE_CAP) {
            parts.until(next, DelayPart.Kind.QUOTA, binding.constraint());
        } else {
            parts.until(next, DelayPart.Kind.CONSTRAINT, binding.constraint());
        }
    }
}
