package io.selfscale.engine.policy;

import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds or removes by the size of a breach, as AWS step scaling does (semantics sections 4.2 and 4.3). One alarm, one
 * policy: scaling in is a second policy with an alarm of its own.
 *
 * <p>Replicas that are warming up count as present: growth is reckoned from the warm ones, and what is warming up already
 * is deducted, so that several breaches of one size give one activity. While any is warming up nothing is removed. The
 * metric of replicas that are warming up is left out of a datapoint where the signal is read by replica; the present mean
 * over the others then stands for the mean of the period.
 *
 * <p>Missing datapoints count as the alarm says for adding replicas. They never remove any: a breach that calls for fewer
 * must have been seen, by all replicas, and in the newest datapoint.
 *
 * <p>Immutable; each method returns a changed copy. Runs inside the decision function, once in each period of the alarm.
 *
 * @param name name in records
 * @param alarm when it acts
 * @param adjustment what the numbers of the steps are
 * @param steps what a breach of which size changes, without gap or overlap; copied
 * @param minimumMagnitude least number of replicas that a percentage changes, at least 0; 0 for other adjustments
 * @param warmUp time after a replica is ready in which it does not count as warm, at least zero
 */
public record StepScaling(
        String name,
        MetricAlarm alarm,
        Adjustment adjustment,
        List<StepAdjustment> steps,
        int minimumMagnitude,
        Duration warmUp)
        implements Policy<AlarmMemory> {

    /** What the numbers of steps are. */
    public enum Adjustment {
        /** Replicas to add, or to remove if negative. */
        CHANGE,
        /** The count itself. */
        EXACT,
        /** Percent of the present count to add, or to remove if negative. */
        PERCENT
    }

    public StepScaling {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alarm, "alarm");
        Objects.requireNonNull(adjustment, "adjustment");
        steps = List.copyOf(steps);
        List<String> problems = new ArrayList<>(StepAdjustment.problems(steps));
        if (adjustment == Adjustment.EXACT && steps.stream().anyMatch(step -> step.adjustment() < 0)) {
            problems.add("an exact count must be at least 0");
        }
        if (minimumMagnitude < 0) {
            problems.add("minimumMagnitude must be at least 0 but was " + minimumMagnitude);
        } else if (minimumMagnitude > 0 && adjustment != Adjustment.PERCENT) {
            problems.add("minimumMagnitude must be 0 unless steps are percentages but was " + minimumMagnitude);
        }
        if (warmUp.isNegative()) {
            problems.add("warmUp must not be negative but was " + warmUp);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("step scaling " + name + ": " + String.join("; ", problems));
        }
    }

    /** Returns a policy that adds or removes replicas. */
    public static StepScaling changing(MetricAlarm alarm, StepAdjustment... steps) {
        return of(alarm, Adjustment.CHANGE, steps);
    }

    /** Returns a policy that sets the count. */
    public static StepScaling exact(MetricAlarm alarm, StepAdjustment... steps) {
        return of(alarm, Adjustment.EXACT, steps);
    }

    /** Returns a policy that adds or removes a percentage of the present count. */
    public static StepScaling percent(MetricAlarm alarm, StepAdjustment... steps) {
        return of(alarm, Adjustment.PERCENT, steps);
    }

    private static StepScaling of(MetricAlarm alarm, Adjustment adjustment, StepAdjustment... steps) {
        String name = alarm.signal().name() + (alarm.comparison().isUpward() ? "_steps_above" : "_steps_below");
        return new StepScaling(name, alarm, adjustment, List.of(steps), 0, Duration.ZERO);
    }

    /** Returns this changing at least so many replicas where a percentage changes any. */
    public StepScaling atLeast(int replicas) {
        return new StepScaling(name, alarm, adjustment, steps, replicas, warmUp);
    }

    /** Returns this with another warm-up; none by default. */
    public StepScaling warmingUp(Duration warmUp) {
        return new StepScaling(name, alarm, adjustment, steps, minimumMagnitude, warmUp);
    }

    /** Returns this under another name; by default that of the signal and {@code _steps_above} or {@code _below}. */
    public StepScaling named(String name) {
        return new StepScaling(name, alarm, adjustment, steps, minimumMagnitude, warmUp);
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of(new SignalWindow(alarm.signal(), alarm.period()));
    }

    @Override
    public Duration period() {
        return alarm.period();
    }

    @Override
    public AlarmMemory initialMemory() {
        return AlarmMemory.NONE;
    }

    @Override
    public MemoryCodec<AlarmMemory> memoryCodec() {
        return AlarmMemory.CODEC;
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public PolicyResult<AlarmMemory> propose(View view, AlarmMemory memory) {
        WarmReplicas replicas = WarmReplicas.of(view, warmUp);
        MetricAlarm.Datapoint newest = datapoint(view, replicas);
        List<MetricAlarm.Datapoint> points = memory.with(newest, alarm, view.nanos());
        MetricAlarm.State state = alarm.state(points, memory.inAlarm());
        Proposal proposal = propose(view, replicas, points, state, newest.value());
        return new PolicyResult<>(proposal, new AlarmMemory(points, view.nanos(), state == MetricAlarm.State.ALARM));
    }

    private MetricAlarm.Datapoint datapoint(View view, WarmReplicas replicas) {
        boolean mean = alarm.signal().kind() != SignalKind.TOTAL;
        if (mean && replicas.warming() > view.inFlight()) {
            WarmReplicas.Measured measured = replicas.measured(view, alarm.signal());
            if (measured.reporting() > 0) {
                return new MetricAlarm.Datapoint(
                        measured.sum() / measured.reporting(),
                        measured.reporting() == replicas.warm().size());
            }
        }
        Window window = view.window(alarm.signal(), alarm.period());
        return window.filled() == 0
                ? MetricAlarm.Datapoint.MISSING
                : new MetricAlarm.Datapoint(window.mean(), window.complete() == window.filled());
    }

    private Proposal propose(
            View view,
            WarmReplicas replicas,
            List<MetricAlarm.Datapoint> points,
            MetricAlarm.State state,
            @Nullable Double newest) {
        boolean breachesUnseen = newest == null && alarm.missing() == MetricAlarm.MissingData.BREACHING;
        if (newest == null && !(state == MetricAlarm.State.ALARM && breachesUnseen)) {
            return AbsentSignal.veto(view, alarm.signal());
        }
        if (state == MetricAlarm.State.INSUFFICIENT) {
            return Proposal.vetoIn(ReasonCode.WINDOW_NOT_COVERED, "the alarm has too few datapoints");
        }
        if (state == MetricAlarm.State.OK) {
            return Proposal.abstain(ReasonCode.INSIDE_BAND, "");
        }
        // Of a breach that was not seen nothing is known but that it is one: the step at the threshold.
        double value = newest == null ? alarm.threshold() : newest;
        StepAdjustment step = stepFor(value);
        if (step == null) {
            return Proposal.abstain(ReasonCode.INSIDE_BAND, "no step covers the newest datapoint");
        }
        Evidence evidence = new Evidence(
                alarm.signal(),
                alarm.breaching() + " of " + alarm.datapoints(),
                value,
                alarm.comparison().isUpward() ? Comparison.ABOVE : Comparison.BELOW,
                alarm.threshold(),
                alarm.period().multipliedBy(alarm.datapoints()),
                (double) points.stream().filter(point -> point.value() != null).count() / alarm.datapoints());
        int requested = view.requested();
        int present = Math.max(0, requested - replicas.warming());
        int wanted = adjusted(step, present);
        if (wanted > requested) {
            return Proposal.scale(wanted, ReasonCode.STEP, evidence);
        }
        if (wanted >= present) {
            return Proposal.hold(wanted > present ? ReasonCode.WARM_UP : ReasonCode.STEP, evidence);
        }
        if (!alarm.isSeenToBreach(points)) {
            return Proposal.vetoIn(ReasonCode.WINDOW_NOT_COVERED, "not every replica was seen to breach", evidence);
        }
        return replicas.warming() > 0
                ? Proposal.vetoIn(ReasonCode.WARM_UP, replicas.warming() + " are warming up", evidence)
                : Proposal.scale(wanted, ReasonCode.STEP, evidence);
    }

    private @Nullable StepAdjustment stepFor(double value) {
        for (StepAdjustment step : steps) {
            if (step.covers(value, alarm.threshold(), alarm.comparison().isUpward())) {
                return step;
            }
        }
        return null;
    }

    /** Returns a count after a step, at least 0. */
    int adjusted(StepAdjustment step, int count) {
        long adjusted = switch (adjustment) {
            case CHANGE -> (long) count + step.adjustment();
            case EXACT -> step.adjustment();
            case PERCENT -> count + percent(count, step.adjustment());
        };
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, adjusted));
    }

    /** Rounds toward zero, but changes at least one (or the minimum) where the percentage is not zero. */
    private long percent(int count, int percent) {
        long hundredths = (long) count * percent;
        if (hundredths == 0) {
            return 0;
        }
        long magnitude = Math.max(Math.max(1, minimumMagnitude), Math.abs(hundredths) / 100);
        return hundredths > 0 ? magnitude : -magnitude;
    }
}
