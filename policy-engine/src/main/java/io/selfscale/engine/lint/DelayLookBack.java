package io.selfscale.engine.lint;

import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.engine.policy.OngoingRequests;
import java.time.Duration;

/**
 * A delay that is shorter than what a policy looks back at lets it act on measurements of the size before (semantics
 * sections 5 and 16). Threshold bands are exempt, as each change
 * consumes their evidence, and so is Knative scaling, which damps itself by its rates.
 */
final class DelayLookBack implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        Duration delay = subject.spec().limits().stabilizationIn();
        for (Trigger trigger : subject.inward()) {
            if (trigger.policy() instanceof OngoingRequests ongoing) {
                ongoing.thrashRisks()
                        .forEach(risk -> findings.warning(
                                LintCode.DELAY_BELOW_LOOK_BACK,
                                trigger.path(),
                                risk + ": it acts twice on the same measurements",
                                "use a delay of at least " + Wording.time(ongoing.lookBack())));
                continue;
            }
            Duration lookBack = trigger.in();
            if (trigger.style() != Trigger.Style.BAND
                    && !(trigger.policy() instanceof KnativeScaling)
                    && lookBack != null
                    && !delay.isZero()
                    && delay.compareTo(lookBack) < 0) {
                findings.warning(
                        LintCode.DELAY_BELOW_LOOK_BACK,
                        "limits.stabilization.in",
                        "a scale-in is delayed by " + Wording.time(delay) + ", but "
                                + trigger.policy().name()
                                + " looks back " + Wording.time(lookBack)
                                + ": it can act twice on the same measurements",
                        "use a stabilization of at least " + Wording.time(lookBack));
            }
        }
    }
}
