package io.selfscale.engine.lint;

import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.ThresholdRule;
import io.selfscale.policy.SignalKind;

/** A vote needs a value strictly beyond its threshold: a ratio is never above 1, and nothing is ever below 0. */
final class ThresholdReach implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (Trigger trigger : subject.triggers()) {
            ThresholdBand band = trigger.band();
            if (band == null) {
                continue;
            }
            ThresholdRule out = band.out();
            if (out != null && band.signal().kind() == SignalKind.RATIO && out.threshold() >= 1) {
                findings.error(
                        LintCode.THRESHOLD_UNREACHABLE,
                        trigger.path() + ".out.above",
                        band.signal() + " is a ratio, and never above " + Wording.value(band.signal(), out.threshold())
                                + ": this never scales out",
                        "use a threshold below 100 %, such as 70 %; or if it is not a ratio, declare another kind");
            }
            ThresholdRule in = band.in();
            if (in != null && in.threshold() <= 0) {
                findings.error(
                        LintCode.THRESHOLD_UNREACHABLE,
                        trigger.path() + ".in.below",
                        band.signal() + " is never below " + Wording.value(band.signal(), in.threshold())
                                + ": this never scales in, and keeps the others from it",
                        "use a threshold above 0, or leave the rule out");
            }
        }
    }
}
