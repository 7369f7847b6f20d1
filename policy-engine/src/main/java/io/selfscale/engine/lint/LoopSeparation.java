package io.selfscale.engine.lint;

import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.Limits;
import java.time.Duration;
import java.util.List;

/**
 * Loops that act on each other differ in speed by at least three: brownout, scale-out, scale-in, each slower than the one
 * before (semantics section 16).
 */
final class LoopSeparation implements Check {

    private static final int FACTOR = 3;

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.outward().isEmpty()) {
            return;
        }
        Duration out = outTime(subject);
        scaleIn(subject, out, findings);
        BrownoutSpec brownout = subject.spec().brownout();
        if (brownout != null) {
            Duration whole = out.plus(subject.startup());
            if (brownout.enterAfter().multipliedBy(FACTOR).compareTo(whole) > 0) {
                findings.warning(
                        LintCode.LOOP_SEPARATION,
                        "brownout.enterAfter",
                        "the brownout starts after " + Wording.time(brownout.enterAfter())
                                + ", but new capacity is there after " + Wording.time(whole) + ": less than "
                                + FACTOR + " times as long",
                        "enter after at most " + Wording.time(whole.dividedBy(FACTOR)));
            }
        }
    }

    private static void scaleIn(Subject subject, Duration out, Findings findings) {
        List<Trigger> inward = subject.inward();
        if (inward.isEmpty() || subject.isClosed(subject.spec().limits().rateIn())) {
            return;
        }
        Duration in = inTime(subject);
        if (in.compareTo(out.multipliedBy(FACTOR)) < 0) {
            Trigger slowest = inward.get(0);
            for (Trigger trigger : inward) {
                if (Subject.longest(Subject.inWindows(List.of(trigger)))
                                .compareTo(Subject.longest(Subject.inWindows(List.of(slowest))))
                        > 0) {
                    slowest = trigger;
                }
            }
            findings.warning(
                    LintCode.LOOP_SEPARATION,
                    slowest.style() == Trigger.Style.BAND ? slowest.path() + ".in.for" : "limits.stabilization.in",
                    "scale-in takes " + Wording.time(in) + ", scale-out " + Wording.time(out) + ": less than " + FACTOR
                            + " times as long, so that a wave of that length moves the count both ways",
                    "let scale-in take at least " + Wording.time(out.multipliedBy(FACTOR))
                            + " by its window, limits.stabilization.in or limits.cooldown.in");
        }
    }

    /** Returns the time to a scale-out, start-up excluded: that of the fastest policy. */
    private static Duration outTime(Subject subject) {
        Duration fastest = Subject.shortest(subject.outward().stream()
                .map(trigger -> later(Subject.shortest(Subject.outWindows(List.of(trigger))), trigger.every()))
                .toList());
        return fastest.plus(subject.spec().limits().stabilizationOut());
    }

    /** Returns the time to a scale-in. */
    private static Duration inTime(Subject subject) {
        Limits limits = subject.spec().limits();
        Duration every =
                Subject.longest(subject.inward().stream().map(Trigger::every).toList());
        Duration seen = later(NeverBinds.inWindow(subject), every).plus(limits.stabilizationIn());
        return later(later(seen, limits.cooldownIn()), limits.rateIn().longestPeriod());
    }

    private static Duration later(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
