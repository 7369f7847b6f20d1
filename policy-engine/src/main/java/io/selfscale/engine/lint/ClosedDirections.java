package io.selfscale.engine.lint;

import io.selfscale.engine.policy.JobScaling;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.spec.Limits;

/** Bounds that differ promise that the count moves between them; something must move it each way. */
final class ClosedDirections implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.spec().target().min() == subject.max()) {
            return;
        }
        Limits limits = subject.spec().limits();
        String bounds = subject.spec().target().min() + " to " + subject.max();
        if (subject.outward().isEmpty() && !subject.hasPlans()) {
            findings.warning(
                    LintCode.NEVER_SCALES_OUT,
                    "policies",
                    "replicas go from " + bounds + ", but no policy scales out",
                    "add a scale-out threshold or a tracking policy");
        } else if (subject.isClosed(limits.rateOut())) {
            findings.hint(
                    LintCode.NEVER_SCALES_OUT,
                    "limits.rate.out",
                    "replicas go from " + bounds + ", but scale-out is disabled",
                    "enable it, or set replicas.max to the size that is meant");
        }
        if (subject.inward().isEmpty() && !endsByItself(subject)) {
            findings.warning(
                    LintCode.NEVER_SCALES_IN,
                    "policies",
                    "replicas go from " + bounds + ", but no policy scales in: the largest size ever needed stays",
                    "add a scale-in threshold or a tracking policy");
        } else if (subject.isClosed(limits.rateIn())) {
            findings.hint(
                    LintCode.NEVER_SCALES_IN,
                    "limits.rate.in",
                    "replicas go from " + bounds + ", but scale-in is disabled: the largest size ever needed stays",
                    "enable it, or stop what is too much by hand");
        }
    }

    /** Jobs end when their work is done, and a schedule may cap. */
    private static boolean endsByItself(Subject subject) {
        return subject.spec().policies().stream()
                .anyMatch(policy -> policy instanceof JobScaling || policy instanceof Schedule);
    }
}
