package io.selfscale.engine.lint;

import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.policy.SignalKind;

/**
 * A signal that scales out must fall as replicas are added (semantics sections 0.5 and 16). A latency as a proportional
 * target, or a mean where a total is needed, cannot be built at all; what is left is a total that is taken for a mean.
 */
final class MetricSuitability implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (Trigger trigger : subject.triggers()) {
            if (trigger.policy() instanceof TargetTracking tracking
                    && tracking.form() == TargetTracking.Form.VALUE
                    && tracking.signal().kind() == SignalKind.TOTAL) {
                findings.warning(
                        LintCode.METRIC_SUITABILITY,
                        trigger.path() + ".signal",
                        tracking.signal() + " is a total: it stays above "
                                + Wording.value(tracking.signal(), tracking.target())
                                + " however many replicas there are, and a proportional rule then multiplies up to max "
                                + subject.max(),
                        "compare the total per replica (averageValue), or declare the signal as what it is per replica");
            }
            if (trigger.policy() instanceof ThresholdBand band
                    && band.signal().kind() == SignalKind.TOTAL
                    && band.out() != null) {
                findings.warning(
                        LintCode.METRIC_SUITABILITY,
                        trigger.path() + ".signal",
                        band.signal() + " is a total: the same threshold of "
                                + Wording.value(band.signal(), band.out().threshold()) + " at 1 and at "
                                + Wording.replicas(subject.max())
                                + " adds replicas until it falls of itself, up to max",
                        "use the value per replica, or the backlog in seconds");
            }
        }
    }
}
