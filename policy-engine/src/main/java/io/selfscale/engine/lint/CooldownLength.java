package io.selfscale.engine.lint;

import java.time.Duration;
import java.util.List;

/**
 * A cooldown of scale-in covers the time to see the effect of a change and to bring back what was removed: {@code L95 +
 * window} (semantics section 16). It starts when the change took effect.
 */
final class CooldownLength implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        Duration cooldown = subject.spec().limits().cooldownIn();
        if (cooldown.isZero() || subject.inward().isEmpty() || NeverBinds.cooldownIn(subject)) {
            return;
        }
        Duration window = Subject.longest(subject.inward().stream()
                .map(trigger -> Subject.longest(Subject.inWindows(List.of(trigger))))
                .toList());
        for (Trigger trigger : subject.inward()) {
            if (trigger.every().compareTo(window) > 0) {
                window = trigger.every();
            }
        }
        Duration needed = subject.startup().plus(window);
        if (cooldown.compareTo(needed) < 0) {
            findings.warning(
                    LintCode.COOLDOWN_IN_TOO_SHORT,
                    "limits.cooldown.in",
                    "a cooldown of " + Wording.time(cooldown) + " is shorter than " + Wording.time(needed)
                            + " = start-up "
                            + Wording.time(subject.startup()) + " (p95) + window " + Wording.time(window)
                            + ": the next replica goes before the effect of the last change is known, and takes "
                            + Wording.time(subject.startup()) + " to bring back",
                    "use a cooldown of at least " + Wording.time(needed));
        }
    }
}
