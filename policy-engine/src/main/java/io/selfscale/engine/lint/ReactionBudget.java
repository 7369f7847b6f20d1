package io.selfscale.engine.lint;

import java.time.Duration;

/** Time from the need to its capacity: window + evaluation + start-up (semantics sections 7.7 and 16). */
final class ReactionBudget implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        Duration stabilization = subject.spec().limits().stabilizationOut();
        Duration startup = subject.startup();
        for (Trigger trigger : subject.outward()) {
            Duration window = trigger.out();
            if (window == null) {
                continue;
            }
            Duration total = window.plus(trigger.every()).plus(stabilization).plus(startup);
            String sum = Wording.number(total.toMillis() / 1000.0) + " s = window " + seconds(window) + " + evaluation "
                    + seconds(trigger.every())
                    + (stabilization.isZero() ? "" : " + stabilization " + seconds(stabilization))
                    + " + start-up " + (startup.isZero() ? "not known" : seconds(startup) + " (p95)");
            String path = trigger.style() == Trigger.Style.BAND ? trigger.path() + ".out.for" : trigger.path();
            String text = trigger.policy().name() + " brings capacity after " + sum;
            Duration tolerated = subject.tolerated();
            if (tolerated != null && total.compareTo(tolerated) > 0) {
                findings.warning(
                        LintCode.REACTION_BUDGET,
                        path,
                        text + ", longer than the " + seconds(tolerated) + " tolerated",
                        "shorten the largest part, pre-warm before known peaks, or add a brownout ladder for the gap");
            } else {
                findings.hint(
                        LintCode.REACTION_BUDGET,
                        path,
                        text,
                        startup.isZero()
                                ? "give the start-up time of the pool, so that it is part of the sum"
                                : "pre-warm and brownout are for what is too long");
            }
        }
    }

    private static String seconds(Duration duration) {
        return Wording.number(duration.toMillis() / 1000.0) + " s";
    }
}
