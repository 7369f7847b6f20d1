package io.selfscale.engine.lint;

import io.selfscale.engine.lint.model.LimitCycle;
import io.selfscale.engine.lint.model.ModelCheck;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the specification on a model, and reports what does not come to rest. */
final class LimitCycles implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        if (!ModelCheck.applies(subject.spec())) {
            findings.hint(
                    LintCode.MODEL_CHECK_INCOMPLETE,
                    "policies",
                    subject.spec().advisors().size()
                            + " policies run outside the decision function and cannot be run on a model",
                    "declare them pure if they are");
            return;
        }
        ModelCheck.Report report = ModelCheck.of(subject.spec());
        String path = subject.triggers().size() == 1 ? subject.triggers().get(0).path() : "policies";
        report.cycles().forEach(cycle -> findings.error(LintCode.LIMIT_CYCLE, path, describe(cycle), remedy(cycle)));
        if (!report.isComplete()) {
            findings.hint(
                    LintCode.MODEL_CHECK_INCOMPLETE,
                    path,
                    report.undecided() + " of " + report.runs()
                            + " model runs did not come to an end within the work allowed",
                    "a smaller replicas.max or shorter windows make the check complete; a backtest sees the rest");
        } else if (report.cycles().isEmpty()) {
            List<Integer> sizes = report.sizes();
            findings.hint(
                    LintCode.MODEL_CHECKED,
                    path,
                    "no limit cycle in " + report.runs() + " model runs: " + sizes.size() + " sizes from "
                            + sizes.get(0) + " to " + sizes.get(sizes.size() - 1)
                            + ", loads of " + Wording.number(report.loads().get(0)) + " to "
                            + Wording.number(report.loads().get(report.loads().size() - 1))
                            + " replicas' worth each, start-up "
                            + report.startups().stream().map(Wording::time).collect(Collectors.joining(" and ")),
                    "nothing to do; docs/lint.md tells what the model assumes");
        }
    }

    private static String describe(LimitCycle cycle) {
        String steps = cycle.changes().stream()
                .map(change -> change.before() + " -> " + change.after() + " at " + Wording.time(change.at()))
                .collect(Collectors.joining(", "));
        String text = "at a constant load of " + Wording.number(cycle.load()) + " replicas' worth the count goes "
                + cycle.sequence() + " every " + Wording.time(cycle.period()) + " (" + steps + "; start-up "
                + Wording.time(cycle.startup()) + ")";
        return cycle.guarded()
                ? "as written, " + text + "; only the consolidation check keeps the engine from it, by refusing the"
                        + " scale-in that the rule asks for"
                : text;
    }

    private static String remedy(LimitCycle cycle) {
        LimitCycle.Change first = cycle.changes().get(0);
        return "widen the gap between the thresholds until it holds " + Math.max(first.before(), first.after())
                + " and " + Math.min(first.before(), first.after())
                + " replicas under one load, or use smaller steps; a longer window, cooldown or hold only slows it";
    }
}
