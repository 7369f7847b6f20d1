package io.selfscale.engine.lint;

import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Signal;

/**
 * A degraded service is late less often. Where a head-room follows the share of late requests, it falls as a brownout
 * begins, and the size becomes one for the degraded service (semantics section 15).
 */
final class LateShareUnderBrownout implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        ScalingSpec spec = subject.spec();
        if (spec.brownout() == null) {
            return;
        }
        for (Trigger trigger : subject.triggers()) {
            if (trigger.policy() instanceof CalibratedSizing sizing
                    && sizing.headroom().gainPerMinute() > 0) {
                Signal late = sizing.load().lateShare();
                if (late != null && !countsDegraded(spec, late)) {
                    findings.warning(
                            LintCode.BROWNOUT_LOWERS_HEADROOM,
                            trigger.path() + ".lateShare",
                            "the head-room follows " + late + ", which a brownout lowers (levelEffect: counted is not"
                                    + " stated): shorter answers make fewer requests late, and the size becomes one for"
                                    + " the degraded service",
                            "measure the share of requests that were late or degraded, and say so with levelEffect:"
                                    + " counted");
                }
            }
        }
    }

    private static boolean countsDegraded(ScalingSpec spec, Signal signal) {
        return spec.signals().get(spec.indexOf(signal)).levelEffect() == SignalSpec.LevelEffect.COUNTED;
    }
}
