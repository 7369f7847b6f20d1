package io.selfscale.engine.lint;

/** A policy that is evaluated less often than its window is long does not see what happened in between. */
final class WindowPeriod implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (Trigger trigger : subject.triggers()) {
            trigger.policy().windows().stream()
                    .filter(window -> window.span().compareTo(trigger.every()) < 0)
                    .sorted((a, b) -> a.span().compareTo(b.span()))
                    .forEach(window -> findings.warning(
                            LintCode.WINDOW_BELOW_PERIOD,
                            WindowLength.path(trigger, window),
                            "it is evaluated every " + Wording.time(trigger.every()) + " and looks back "
                                    + Wording.time(window.span()) + ": the rest is never seen",
                            "use a window of at least " + Wording.time(trigger.every()) + ", or evaluate more often"));
        }
    }
}
