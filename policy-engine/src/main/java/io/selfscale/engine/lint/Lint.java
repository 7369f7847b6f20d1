package io.selfscale.engine.lint;

import io.selfscale.engine.spec.ScalingSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a specification without running it on the world (semantics section 16): numbers that contradict each other,
 * rules that can never act, signals that do not measure need, limits that cannot be met, and, by running the decision
 * function on a model, whether the count comes to rest under a constant load.
 *
 * <p>Pure: equal specifications give equal findings, in the same order. Takes a second at most for an ordinary
 * specification; the work of the model check is bounded.
 */
public final class Lint {

    private static final List<Check> CHECKS = List.of(
            new BandStepOut(),
            new BandStepIn(),
            new ThresholdReach(),
            new MOfNLength(),
            new DeadBand(),
            new WindowLength(),
            new WindowPeriod(),
            new SampleAge(),
            new DelayLookBack(),
            new CooldownLength(),
            new NeverBinds(),
            new MissingStabilization(),
            new ReactionBudget(),
            new MetricSuitability(),
            new SoleGpuTrigger(),
            new LoopSeparation(),
            new ClosedDirections(),
            new MinBudget(),
            new MaxReach(),
            new ScheduleBounds(),
            new SpotExposure(),
            new StartDeadline(),
            new BrownoutHeadroom(),
            new LateShareUnderBrownout(),
            new WakeCapacity(),
            new LimitCycles());

    private Lint() {}

    /** Returns what is found, check by check. */
    public static List<LintFinding> check(ScalingSpec spec) {
        return run(spec, null, CHECKS);
    }

    /**
     * Returns what is found, check by check.
     *
     * @param tolerated time for which an objective may be missed, positive: a reaction that takes longer is a warning
     */
    public static List<LintFinding> check(ScalingSpec spec, Duration tolerated) {
        if (tolerated.isNegative() || tolerated.isZero()) {
            throw new IllegalArgumentException("the tolerated time must be positive but was " + tolerated);
        }
        return run(spec, tolerated, CHECKS);
    }

    /**
     * Returns what is found without the model check, check by check: quick, so that many specifications can be looked
     * through.
     */
    public static List<LintFinding> checkNumbers(ScalingSpec spec) {
        return run(
                spec,
                null,
                CHECKS.stream().filter(check -> !(check instanceof LimitCycles)).toList());
    }

    private static List<LintFinding> run(ScalingSpec spec, @Nullable Duration tolerated, List<Check> checks) {
        Subject subject = Subject.of(spec, tolerated);
        Findings findings = new Findings();
        checks.forEach(check -> check.check(subject, findings));
        return findings.all();
    }
}
