package io.selfscale.engine.lint;

import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import java.time.Duration;

/** A window holds at least two measurements (semantics section 16): of one alone it decides nothing. */
final class WindowLength implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (Trigger trigger : subject.triggers()) {
            trigger.policy().windows().stream()
                    .sorted((a, b) -> a.span().compareTo(b.span()))
                    .forEach(window -> check(subject, path(trigger, window), window.signal(), window.span(), findings));
        }
        DemandSpec demand = subject.spec().demand();
        if (demand != null) {
            check(subject, "demand.window", demand.arrivals(), demand.window(), findings);
        }
    }

    private static void check(Subject subject, String path, Signal signal, Duration span, Findings findings) {
        Duration interval = subject.interval(signal);
        if (span.compareTo(interval.multipliedBy(2)) < 0) {
            findings.warning(
                    LintCode.WINDOW_TOO_SHORT,
                    path,
                    "a window of " + Wording.time(span) + " holds less than two measurements of " + signal
                            + ", which come every " + Wording.time(interval) + ": a single one decides",
                    "use a window of at least " + Wording.time(interval.multipliedBy(2)) + ", or measure more often");
        }
    }

    static String path(Trigger trigger, SignalWindow window) {
        if (trigger.style() != Trigger.Style.BAND) {
            return trigger.path();
        }
        return trigger.path() + (window.span().equals(trigger.out()) ? ".out.for" : ".in.for");
    }
}
