package io.selfscale.engine.lint;

import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.TargetTracking;

/**
 * A tolerance against whole replicas: one replica more or less moves the signal by {@code 1 / N}. Without a tolerance
 * any noise moves the count; from {@code 1 / tolerance} replicas on, one replica is inside it (semantics sections 3 and
 * 16).
 */
final class DeadBand implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (Trigger trigger : subject.triggers()) {
            if (trigger.policy() instanceof TargetTracking tracking) {
                check(subject, trigger, tracking.tolerance(), findings);
            }
        }
    }

    private static void check(Subject subject, Trigger trigger, Tolerance tolerance, Findings findings) {
        if (tolerance.out() <= 0 && tolerance.in() <= 0) {
            findings.warning(
                    LintCode.DEAD_BAND,
                    trigger.path() + ".tolerance",
                    "a tolerance of 0 lets any noise across a whole replica move the count, at N = " + subject.min()
                            + " and every other size",
                    "use a tolerance, such as 10 %");
            return;
        }
        double from = 1 / tolerance.out();
        if (from <= subject.max() && from >= 1) {
            int n = (int) Math.ceil(from);
            findings.hint(
                    LintCode.DEAD_BAND,
                    trigger.path() + ".tolerance",
                    "from N = " + n + " on, a tolerance of " + Wording.number(100 * tolerance.out())
                            + " % is as much as one replica or more: at N = " + subject.max() + " the load may rise by "
                            + Wording.number(subject.max() * tolerance.out())
                            + " replicas' worth before anything happens",
                    "use a smaller tolerance for scale-out if single replicas matter at that size");
        }
    }
}
