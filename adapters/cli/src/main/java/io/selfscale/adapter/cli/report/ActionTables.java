package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.Action;
import io.selfscale.policy.Decision;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The tables of actions, each with its explanation, from which the charts take theirs too. A policy may act ten thousand times
 * a week: the largest actions are listed and explained in full, as far as there is room. The charts mark all of them.
 */
final class ActionTables {

    /** Rows in one report. */
    private static final int MOST_ROWS = 6_000;

    private static final int LEAST_ROWS = 50;

    /** Rows of one report on paper; up to as many as {@link #MOST_EXPLAINED_ON_PAPER} with the whole explanation. */
    private static final int MOST_ROWS_ON_PAPER = 400;

    private static final int LEAST_ROWS_ON_PAPER = 10;
    private static final int MOST_EXPLAINED_ON_PAPER = 60;

    /** Characters of whole explanations in one report. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private static final int LEAST_CHARACTERS = 20_000;

    private final int mostRows;
    private final int mostRowsOnPaper;
    private final int mostCharacters;
    private final boolean isExplainedOnPaper;

    ActionTables(List<Comparison> comparisons) {
        List<Integer> actions = comparisons.stream()
                .flatMap(comparison -> comparison.entries().stream())
                .map(entry -> entry.actions().size())
                .toList();
        mostRows = FairShare.limit(actions, MOST_ROWS, LEAST_ROWS);
        mostRowsOnPaper = FairShare.limit(actions, MOST_ROWS_ON_PAPER, LEAST_ROWS_ON_PAPER);
        int acting = (int) actions.stream().filter(count -> count > 0).count();
        mostCharacters = Math.max(LEAST_CHARACTERS, MOST_CHARACTERS / Math.max(1, acting));
        isExplainedOnPaper = actions.stream().mapToInt(Integer::intValue).sum() <= MOST_EXPLAINED_ON_PAPER;
    }

    void write(StringBuilder out, int trace, int policy, String name, List<Action> actions) {
        List<Action> byImportance = actions.stream()
                .sorted(Comparator.comparingInt(Action::size).reversed())
                .toList();
        Set<Action> listed = first(byImportance, mostRows);
        Set<Action> onPaper = first(byImportance, mostRowsOnPaper);
        Set<Action> explained = Collections.newSetFromMap(new IdentityHashMap<>());
        int characters = 0;
        for (Action action : byImportance.subList(0, listed.size())) {
            characters += details(action).length();
            if (characters > mostCharacters) {
                break;
            }
            explained.add(action);
        }
        out.append("<details class=\"actions\"><summary>")
                .append(Markup.escaped(name))
                .append(String.format(
                        Locale.ROOT, ": %,d %s", actions.size(), actions.size() == 1 ? "action" : "actions"))
                .append("</summary>\n");
        note(out, "", listed.size(), actions.size(), "are listed; the chart has them all");
        note(out, "", explained.size(), listed.size(), "have their whole explanation");
        note(out, " paper", onPaper.size(), listed.size(), "are printed");
        out.append(isExplainedOnPaper ? "<table" : "<table class=\"brief\"")
                .append(" id=\"actions-")
                .append(trace)
                .append('-')
                .append(policy)
                .append("\"><thead><tr><th scope=\"col\">Time</th><th scope=\"col\">Replicas</th>"
                        + "<th scope=\"col\">Why</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            if (listed.contains(action)) {
                row(out, i, action, explained.contains(action), onPaper.contains(action));
            }
        }
        out.append("</tbody></table></details>\n");
    }

    /** Returns the explanation after its first line, which says what the row says. */
    private static String details(Action action) {
        Decision decision = action.decision();
        String text = decision == null ? "" : decision.explain();
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(end);
    }

    private static Set<Action> first(List<Action> actions, int most) {
        Set<Action> first = Collections.newSetFromMap(new IdentityHashMap<>());
        first.addAll(actions.subList(0, Math.min(most, actions.size())));
        return first;
    }

    private static void note(StringBuilder out, String style, int some, int all, String what) {
        if (some < all) {
            out.append(String.format(
                    Locale.ROOT, "<p class=\"note%s\">The %,d largest of %,d %s.</p>%n", style, some, all, what));
        }
    }

    private static void row(StringBuilder out, int index, Action action, boolean isInFull, boolean isOnPaper) {
        String sign = action.to() > action.from() ? "▲ " : action.to() < action.from() ? "▼ " : "";
        out.append(isOnPaper ? "<tr data-i=\"" : "<tr class=\"screen\" data-i=\"")
                .append(index)
                .append("\"><th scope=\"row\">")
                .append(Numbers.time(action.seconds()))
                .append("</th><td>")
                .append(sign)
                .append(action.from())
                .append(" → ")
                .append(action.to());
        if (action.toRung() != action.fromRung()) {
            out.append(", service level ")
                    .append(action.fromRung())
                    .append(" → ")
                    .append(action.toRung());
        }
        out.append("</td><td class=\"why\">").append(Markup.escaped(Reason.of(action)));
        if (isInFull) {
            out.append("<span class=\"rest\">")
                    .append(Markup.escaped(details(action)))
                    .append("</span>");
        }
        out.append("</td></tr>\n");
    }
}
