package io.selfscale.engine.policy;

import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;

/** What a policy says when it cannot see its signal, or not for long enough. */
final class AbsentSignal {

    /** Share of the buckets of a window that must hold data of every ready replica before it may call for fewer. */
    private static final double COVERAGE = 0.8;

    private AbsentSignal() {}

    /** Returns a veto of scale-in that tells why the signal has no fresh value. */
    static Proposal veto(View view, Signal signal) {
        Sample sample = view.current(signal);
        String why = sample instanceof Sample.Absent absent ? absent.reason() : "too old";
        return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, signal + " is " + why);
    }

    /** Tells whether a window has been watched from its beginning, without a restart in between, and with few gaps. */
    static boolean isCovered(View view, Window window) {
        Duration watched = Duration.ofNanos(view.nanos() - view.observedSinceNanos());
        return watched.compareTo(window.span()) >= 0 && window.isSpanned() && window.completeCoverage() >= COVERAGE;
    }

    /** Returns the mean of a window, or the newest value if the source is so slow that the window holds none. */
    static double mean(Window window, Sample.Fresh newest) {
        return window.filled() == 0 ? newest.value() : window.mean();
    }
}
