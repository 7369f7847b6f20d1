package io.selfscale.engine.lint;

import io.selfscale.engine.arithmetic.Rounding;
import java.util.ArrayList;
import java.util.List;

/**
 * A scale-in at the threshold must leave the signal below the scale-out threshold: {@code down * N / (N - s) < up} for
 * every N, which is {@code s < N * (1 - down / up)} (semantics section 16). The consolidation check makes such a step
 * smaller, or refuses it, so that it does no harm here; but the rule does not do what it says.
 */
final class BandStepIn implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (Trigger trigger : subject.wholeBands()) {
            check(trigger, BandSteps.of(trigger, subject), subject, findings);
        }
    }

    private static void check(Trigger trigger, BandSteps steps, Subject subject, Findings findings) {
        List<Integer> unsafe = new ArrayList<>();
        for (int n = subject.min() + 1; n <= subject.max(); n++) {
            if (!Rounding.isBelow(steps.afterIn(n), steps.up())) {
                unsafe.add(n);
            }
        }
        if (unsafe.isEmpty()) {
            return;
        }
        int n = unsafe.get(0);
        int left = steps.removable(n, steps.down() * n);
        findings.warning(
                LintCode.BAND_STEP_IN,
                trigger.path() + ".in.remove",
                "removing " + Wording.replicas(steps.removes(n)) + " at N = " + n + " takes "
                        + steps.band().signal()
                        + " from " + Wording.value(steps.band().signal(), steps.down()) + " to "
                        + Wording.value(steps.band().signal(), steps.afterIn(n))
                        + ", not below the scale-out threshold of "
                        + Wording.value(steps.band().signal(), steps.up()) + " (" + sizes(unsafe)
                        + "); safe is s < N * (1 - " + Wording.number(steps.down()) + " / "
                        + Wording.number(steps.up()) + ") = "
                        + Wording.number(n * (1 - steps.down() / steps.up()))
                        + "; the consolidation check "
                        + (left == 0 ? "refuses the scale-in there" : "removes " + left + " instead"),
                "remove fewer at a time, or set in.below under "
                        + Wording.value(steps.band().signal(), steps.up() * (n - steps.removes(n)) / n));
    }

    static String sizes(List<Integer> sizes) {
        int first = sizes.get(0);
        int last = sizes.get(sizes.size() - 1);
        if (sizes.size() == 1) {
            return "at this size only";
        }
        return last - first + 1 == sizes.size()
                ? "at all sizes from " + first + " to " + last
                : "at " + sizes.size() + " sizes from " + first + " to " + last;
    }
}
