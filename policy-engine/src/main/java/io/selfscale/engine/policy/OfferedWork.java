package io.selfscale.engine.policy;

import io.selfscale.engine.queueing.BacklogDrain;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The work that capacity is needed for, as far as it can be seen.
 *
 * @param perSecond arrivals, and the backlog spread over its drain time; a lower bound while {@code veto} says that part of
 *     it is not seen; NaN if arrivals are unknown
 * @param veto why scale-in must not rest on it, or null if it may
 */
record OfferedWork(double perSecond, @Nullable Proposal veto) {

    /**
     * Reads the work off a view.
     *
     * @param arrivals work per second of the whole target
     * @param span how far back arrivals are averaged
     * @param coverage share of that window that must hold data before scale-in rests on it
     * @param backlog work that waits, or null
     * @param drain time to work it off in
     */
    static OfferedWork of(
            View view, Signal arrivals, Duration span, double coverage, @Nullable Signal backlog, Duration drain) {
        double mean = mean(view, arrivals, span);
        Proposal veto = veto(view, arrivals, span, coverage);
        double waiting = 0;
        if (backlog != null) {
            if (view.current(backlog) instanceof Sample.Fresh fresh) {
                waiting = fresh.value();
            } else if (veto == null) {
                veto = absent(view, backlog);
            }
        }
        return new OfferedWork(BacklogDrain.perSecond(mean, waiting, drain.toNanos() / 1e9), veto);
    }

    /** Returns the mean over the filled part of a window, NaN if the signal has no usable sample now or in the window. */
    static double mean(View view, Signal signal, Duration span) {
        return view.current(signal).isFresh() ? view.window(signal, span).mean() : Double.NaN;
    }

    /** Returns why scale-in must not rest on the mean of a window, or null if it may. */
    static @Nullable Proposal veto(View view, Signal signal, Duration span, double coverage) {
        if (!view.current(signal).isFresh()) {
            return absent(view, signal);
        }
        Window window = view.window(signal, span);
        // Nobody saw what happened during a restart, so scale-in waits until the whole window has been seen since.
        boolean seenThroughout = view.nanos() - view.observedSinceNanos() >= span.toNanos();
        return seenThroughout && window.isSpanned() && window.completeCoverage() >= coverage
                ? null
                : Proposal.vetoIn(ReasonCode.WINDOW_NOT_COVERED, signal + " over " + span);
    }

    /** Returns the veto of a policy that cannot see a signal. */
    static Proposal absent(View view, Signal signal) {
        Sample sample = view.current(signal);
        String why = sample instanceof Sample.Absent absent ? absent.reason() : "too old";
        return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, signal + " is " + why);
    }

    /** Returns the number, or the nearest finite one: evidence of absurd values is still evidence. */
    static double finite(double value) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }
}
