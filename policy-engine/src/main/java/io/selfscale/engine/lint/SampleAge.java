package io.selfscale.engine.lint;

import io.selfscale.engine.spec.SignalSpec;

/** A sample that is stale before the next one comes makes the policies blind in between. */
final class SampleAge implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (int i = 0; i < subject.spec().signals().size(); i++) {
            SignalSpec signal = subject.spec().signals().get(i);
            if (signal.maxAge().compareTo(signal.interval()) <= 0) {
                findings.warning(
                        LintCode.MAX_AGE_BELOW_INTERVAL,
                        "signals[" + i + "].maxAge",
                        signal.signal() + " is measured every " + Wording.time(signal.interval())
                                + " but stale after " + Wording.time(signal.maxAge())
                                + ": between two measurements it is absent"
                                + (signal.required() ? ", and blocks scale-in" : ""),
                        "use a maxAge of at least "
                                + Wording.time(signal.interval().multipliedBy(2)));
            }
        }
    }
}
