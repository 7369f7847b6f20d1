package io.selfscale.engine.lint;

import io.selfscale.engine.arithmetic.Rounding;
import java.util.ArrayList;
import java.util.List;

/**
 * A scale-out at the threshold must leave the signal above the scale-in threshold: {@code up * N / (N + s) > down} for
 * every N, which is {@code s < N * (up / down - 1)} (semantics section 16).
 */
final class BandStepOut implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (Trigger trigger : subject.wholeBands()) {
            check(trigger, BandSteps.of(trigger, subject), subject, findings);
        }
    }

    private static void check(Trigger trigger, BandSteps steps, Subject subject, Findings findings) {
        List<Integer> unsafe = new ArrayList<>();
        int reversed = 0;
        for (int n = subject.min(); n < subject.max(); n++) {
            if (!Rounding.isAbove(steps.afterOut(n), steps.down())) {
                unsafe.add(n);
                int after = n + steps.adds(n);
                if (reversed == 0
                        && Rounding.isBelow(steps.afterOut(n), steps.down())
                        && removesSome(steps, n, after)) {
                    reversed = n;
                }
            }
        }
        if (unsafe.isEmpty()) {
            return;
        }
        int n = reversed == 0 ? unsafe.get(0) : reversed;
        int after = n + steps.adds(n);
        String what = "adding " + Wording.replicas(steps.adds(n)) + " at N = " + n + " takes "
                + steps.band().signal()
                + " from " + Wording.value(steps.band().signal(), steps.up()) + " to "
                + Wording.value(steps.band().signal(), steps.afterOut(n)) + ", not above the scale-in threshold of "
                + Wording.value(steps.band().signal(), steps.down()) + " (" + BandStepIn.sizes(unsafe)
                + "); safe is s < N * ("
                + Wording.number(steps.up()) + " / " + Wording.number(steps.down()) + " - 1) = "
                + Wording.number(bound(steps, n));
        String path = trigger.path() + ".out.add";
        if (reversed > 0) {
            findings.error(
                    LintCode.BAND_STEP_OUT,
                    path,
                    what + "; the engine scales in again after the next scale-in window",
                    remedy(steps, n));
        } else {
            findings.warning(
                    LintCode.BAND_STEP_OUT,
                    path,
                    what + "; the consolidation check then refuses the scale-in: at N = " + after
                            + " it happens below "
                            + Wording.value(steps.band().signal(), steps.consolidationLimit(after)) + " only",
                    remedy(steps, n));
        }
    }

    private static boolean removesSome(BandSteps steps, int n, int after) {
        return steps.removable(after, steps.up() * n) > 0;
    }

    private static double bound(BandSteps steps, int n) {
        return steps.down() == 0 ? Double.POSITIVE_INFINITY : n * (steps.up() / steps.down() - 1);
    }

    private static String remedy(BandSteps steps, int n) {
        int safe = Rounding.ceil(bound(steps, n)) - 1;
        String lower = "set in.below under " + Wording.value(steps.band().signal(), steps.afterOut(n));
        if (safe >= 1) {
            return "add at most " + safe + " at " + Wording.replicas(n) + ", or " + lower;
        }
        int least = (int) Math.floor(steps.adds(n) / (steps.up() / steps.down() - 1) + 1e-9) + 1;
        return lower + ", or replicas.min to " + least;
    }
}
