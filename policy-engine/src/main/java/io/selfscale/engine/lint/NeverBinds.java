package io.selfscale.engine.lint;

import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ReversalHold;
import java.time.Duration;
import java.util.List;

/**
 * Detection window, stabilization window, cooldown and start-up credit are four things; one that is shorter than what
 * another already waits for never decides anything, and its author believes otherwise.
 */
final class NeverBinds implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        Limits limits = subject.spec().limits();
        Duration every = Subject.shortest(subject.triggers().stream()
                .filter(trigger -> trigger.style() != Trigger.Style.PLAN)
                .map(Trigger::every)
                .toList());
        stabilization("limits.stabilization.out", limits.stabilizationOut(), every, findings);
        stabilization("limits.stabilization.in", limits.stabilizationIn(), every, findings);
        if (cooldownOut(subject)) {
            Duration window = Subject.shortest(Subject.outWindows(subject.outward()));
            cooldown("limits.cooldown.out", limits.cooldownOut(), "scale-out", window, findings);
        }
        if (cooldownIn(subject)) {
            cooldown("limits.cooldown.in", limits.cooldownIn(), "scale-in", inWindow(subject), findings);
        }
        reversal(subject, findings);
        startup(subject, findings);
    }

    private static void stabilization(String path, Duration window, Duration every, Findings findings) {
        if (!window.isZero() && window.compareTo(every) <= 0) {
            findings.error(
                    LintCode.NEVER_BINDS,
                    path,
                    "a stabilization window of " + Wording.time(window)
                            + " never holds more than one recommendation, as there is one every " + Wording.time(every)
                            + ": it never changes anything",
                    "use a window above " + Wording.time(every) + ", or leave it out");
        }
    }

    private static void cooldown(String path, Duration cooldown, String what, Duration window, Findings findings) {
        findings.error(
                LintCode.NEVER_BINDS,
                path,
                "a cooldown of " + Wording.time(cooldown) + " is over before the next " + what
                        + " can be asked for: both start when a change took effect, and the detection window is "
                        + Wording.time(window) + " of measurements after it",
                "use a cooldown above " + Wording.time(window) + ", or leave it out");
    }

    /** Tells whether the cooldown of scale-out is over before any band could ask again. */
    private static boolean cooldownOut(Subject subject) {
        Duration cooldown = subject.spec().limits().cooldownOut();
        List<Trigger> outward = subject.outward();
        return !cooldown.isZero()
                && areBands(outward)
                && cooldown.compareTo(Subject.shortest(Subject.outWindows(outward))) <= 0;
    }

    /** Tells whether the cooldown of scale-in is over before the bands could ask again. */
    static boolean cooldownIn(Subject subject) {
        Duration cooldown = subject.spec().limits().cooldownIn();
        return !cooldown.isZero() && areBands(subject.inward()) && cooldown.compareTo(inWindow(subject)) <= 0;
    }

    /** Where all must agree, the longest window is waited for. */
    static Duration inWindow(Subject subject) {
        List<Duration> windows = Subject.inWindows(subject.inward());
        return subject.spec().combination() instanceof CombinationRule.AnyOutAllIn
                ? Subject.longest(windows)
                : Subject.shortest(windows);
    }

    private static boolean areBands(List<Trigger> triggers) {
        return !triggers.isEmpty() && triggers.stream().allMatch(trigger -> trigger.style() == Trigger.Style.BAND);
    }

    private static void reversal(Subject subject, Findings findings) {
        ReversalHold hold = subject.spec().limits().reversal();
        if (hold.within().isZero()) {
            return;
        }
        if (hold.longest().isZero()) {
            findings.error(
                    LintCode.NEVER_BINDS,
                    "limits.reversalHold.first",
                    "a hold of 0s after a reversal holds nothing",
                    "give it a length, such as 5m, or leave it out");
            return;
        }
        if (areBands(subject.outward()) && areBands(subject.inward())) {
            Duration out = Subject.shortest(Subject.outWindows(subject.outward()));
            Duration in = inWindow(subject);
            Duration soonest = out.compareTo(in) < 0 ? out : in;
            if (hold.within().compareTo(soonest) <= 0) {
                findings.error(
                        LintCode.NEVER_BINDS,
                        "limits.reversalHold.within",
                        "a reversal within " + Wording.time(hold.within())
                                + " cannot happen: the shortest detection window after a change is "
                                + Wording.time(soonest),
                        "use more than " + Wording.time(soonest) + ", or leave the hold out");
            } else if (hold.longest().compareTo(in) <= 0) {
                findings.error(
                        LintCode.NEVER_BINDS,
                        "limits.reversalHold.longest",
                        "a hold of at most " + Wording.time(hold.longest())
                                + " after a reversal is over before the next scale-in can be asked for: the detection"
                                + " window after a change is " + Wording.time(in),
                        "use more than " + Wording.time(in) + ", or leave the hold out");
            }
        }
    }

    /** A replica that takes longer to start than its warm-up lasts is warm the moment it serves. */
    private static void startup(Subject subject, Findings findings) {
        PoolSpec slowest = subject.slowestPool();
        for (Trigger trigger : subject.triggers()) {
            if (trigger.policy() instanceof TargetTracking tracking
                    && tracking.readiness().counts()
                    && !tracking.readiness().initialization().isZero()
                    && slowest.startup().p50().compareTo(tracking.readiness().initialization()) > 0) {
                findings.warning(
                        LintCode.NEVER_BINDS,
                        trigger.path() + ".readiness.initialization",
                        "an initialization period of "
                                + Wording.time(tracking.readiness().initialization())
                                + " is over before a replica of pool " + slowest.name() + " serves, after "
                                + Wording.time(slowest.startup().p50())
                                + " (p50): its first measurements count at once",
                        "use more than " + Wording.time(slowest.startup().p95()));
            }
        }
    }
}
