package io.selfscale.engine.lint;

import io.selfscale.engine.spec.Limits;

/** What follows a signal in proportion follows each of its dips, unless something holds scale-in back. */
final class MissingStabilization implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        Limits limits = subject.spec().limits();
        boolean held = !limits.stabilizationIn().isZero()
                || !limits.cooldownIn().isZero()
                || !limits.rateIn().policies().isEmpty()
                || subject.isClosed(limits.rateIn());
        if (held) {
            return;
        }
        subject.triggers().stream()
                .filter(trigger -> trigger.style() == Trigger.Style.PROPORTIONAL)
                .findFirst()
                .ifPresent(trigger -> findings.warning(
                        LintCode.MISSING_STABILIZATION,
                        trigger.path(),
                        trigger.policy().name() + " is followed in proportion every " + Wording.time(trigger.every())
                                + ", and nothing holds a scale-in back: one low measurement removes replicas that take "
                                + Wording.time(subject.startup()) + " to start again",
                        "set limits.stabilization.in, such as 5m (the default of the Horizontal Pod Autoscaler)"));
    }
}
