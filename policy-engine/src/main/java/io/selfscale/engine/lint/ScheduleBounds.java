package io.selfscale.engine.lint;

import io.selfscale.engine.policy.ReadyBy;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.schedule.ScheduleConflict;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.engine.schedule.WindowKind;
import io.selfscale.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** What plans ask for should be within the bounds of the target, and two plans must not contradict each other. */
final class ScheduleBounds implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        List<ScheduleWindow> all = new ArrayList<>();
        int schedules = 0;
        String last = "policies";
        for (Trigger trigger : subject.triggers()) {
            Policy<?> policy = trigger.policy();
            if (policy instanceof Schedule schedule) {
                schedule.plan().forEach(window -> check(subject, trigger, window, findings));
                all.addAll(schedule.plan());
                schedules++;
                last = trigger.path();
            } else if (policy instanceof ReadyBy ready && ready.replicas() > subject.max()) {
                outOfBounds(
                        trigger.path(),
                        ready.name() + " wants " + Wording.replicas(ready.replicas()) + " ready, but max is "
                                + subject.max(),
                        findings);
            }
        }
        ScheduleConflict conflict = schedules < 2 ? null : ScheduleConflict.in(all);
        if (conflict != null) {
            findings.error(
                    LintCode.SCHEDULE_CONFLICT,
                    last,
                    schedules + " schedules contradict each other: " + conflict.describe(),
                    "make the floor lower or the cap higher, or let their windows not overlap");
        }
    }

    private static void check(Subject subject, Trigger trigger, ScheduleWindow window, Findings findings) {
        boolean asksForAtLeast = window.kind() == WindowKind.FLOOR || window.kind() == WindowKind.EXACT;
        boolean asksForAtMost = window.kind() == WindowKind.CAP || window.kind() == WindowKind.EXACT;
        if (asksForAtLeast && window.value() > subject.max()) {
            outOfBounds(
                    trigger.path(),
                    "window " + window.name() + " asks for " + Wording.replicas(window.value()) + ", but max is "
                            + subject.max(),
                    findings);
        }
        int min = subject.spec().target().min();
        if (asksForAtMost && window.value() < min) {
            outOfBounds(
                    trigger.path(),
                    "window " + window.name() + " asks for at most " + Wording.replicas(window.value())
                            + ", but min is " + min,
                    findings);
        }
    }

    private static void outOfBounds(String path, String message, Findings findings) {
        findings.warning(
                LintCode.SCHEDULE_OUT_OF_BOUNDS,
                path,
                message + ": the bounds of the target are applied last, and win",
                "change the bounds of the target, or what the plan asks for");
    }
}
