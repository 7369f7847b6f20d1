package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.Action;
import io.selfscale.policy.Decision;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of actions, each with its explanation, from which the charts take theirs too. */
final class ActionTables {

    /** Explanations that are given in full, in one report: with more of them it would grow beyond what a browser likes. */
    private static final int MOST_EXPLANATIONS = 2_000;

    private static final String UNRECORDED = "This policy keeps no record of its decisions.";

    private final int mostEach;

    /** Creates it for a report with so many runs. */
    ActionTables(int runs) {
        mostEach = Math.max(20, MOST_EXPLANATIONS / Math.max(1, runs));
    }

    void write(StringBuilder out, int trace, int policy, String name, List<Action> actions) {
        Set<Action> inFull = actions.stream()
                .sorted(Comparator.comparingInt(Action::size).reversed())
                .limit(mostEach)
                .collect(Collectors.toSet());
        out.append("<details class=\"actions\"><summary>")
                .append(Markup.escaped(name))
                .append(": ")
                .append(actions.size())
                .append(actions.size() == 1 ? " action" : " actions")
                .append("</summary>\n");
        if (actions.size() > mostEach) {
            out.append("<p class=\"note\">The ")
                    .append(mostEach)
                    .append(" largest have their whole explanation, the others its first line.</p>\n");
        }
        out.append("<table id=\"actions-")
                .append(trace)
                .append('-')
                .append(policy)
                .append("\"><thead><tr><th scope=\"col\">Time</th><th scope=\"col\">Replicas</th>"
                        + "<th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
        for (Action action : actions) {
            row(out, action, inFull.contains(action));
        }
        out.append("</tbody></table></details>\n");
    }

    private static void row(StringBuilder out, Action action, boolean isInFull) {
        String sign = action.to() > action.from() ? "▲ " : action.to() < action.from() ? "▼ " : "";
        String change = sign + action.from() + " → " + action.to();
        if (action.toRung() != action.fromRung()) {
            change += ", service level " + action.fromRung() + " → " + action.toRung();
        }
        out.append("<tr data-t=\"")
                .append(action.seconds())
                .append("\" data-from=\"")
                .append(action.from())
                .append("\" data-to=\"")
                .append(action.to())
                .append("\"><th scope=\"row\">")
                .append(Numbers.time(action.seconds()))
                .append("</th><td>")
                .append(change)
                .append("</td><td class=\"why\">")
                .append(Markup.escaped(explanation(action.decision(), isInFull)))
                .append("</td></tr>\n");
    }

    private static String explanation(@Nullable Decision decision, boolean isInFull) {
        if (decision == null) {
            return UNRECORDED;
        }
        String text = decision.explain();
        int end = text.indexOf('\n');
        return isInFull || end < 0 ? text : text.substring(0, end);
    }
}
