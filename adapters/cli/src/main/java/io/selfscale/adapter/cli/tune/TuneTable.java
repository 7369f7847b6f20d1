package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Text;
import io.selfscale.adapter.cli.backtest.WorldPlan;
import io.selfscale.adapter.simulation.tune.Candidate;
import io.selfscale.adapter.simulation.tune.Found;
import io.selfscale.adapter.simulation.tune.Objective;
import io.selfscale.adapter.simulation.tune.Parameter;
import io.selfscale.adapter.simulation.tune.Sensitivity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** What came out of tuning, for people. */
final class TuneTable {

    /** Points of a front that are shown. */
    private static final int MOST_OF_FRONT = 12;

    /** Characters for what differs, at most. */
    private static final int LONGEST = 100;

    private final PrintWriter out;
    private final Rows text;

    TuneTable(PrintWriter out, Ansi colours) {
        this.out = out;
        this.text = new Rows(out, colours);
    }

    /** Writes what is about to be done. */
    void setting(WorldPlan plan, String objective, List<TunedLoad> loads) {
        out.println("objective " + objective);
        plan.described().forEach((key, value) -> out.println(padded(key, 10) + value));
        for (TunedLoad load : loads) {
            out.println(padded("load", 10) + load.name() + ": " + load.spans() + ", "
                    + Text.plural(load.parts().first().size(), "request") + " and "
                    + Text.plural(load.parts().rest().size(), "request"));
        }
        out.flush();
    }

    /** Writes what may be varied, and in what range. */
    void parameters(TunedPolicy policy) {
        text.title("What may change in " + policy.name());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "given", "from", "to"));
        for (Knob knob : policy.knobs()) {
            Parameter parameter = knob.parameter();
            rows.add(List.of(
                    parameter.name(),
                    knob.written(parameter.given()),
                    knob.written(parameter.low()),
                    knob.written(parameter.high())));
        }
        text.table(rows);
    }

    /**
     * Writes what came out.
     *
     * @param searched what was looked for on what was tuned on
     * @param objective what was asked for
     */
    void result(Tuned tuned, Objective searched, Objective objective, List<TunedLoad> loads) {
        front(tuned, searched);
        changes(tuned);
        sensitivities(tuned, searched);
        new ScoreTable(out, text).write(tuned, objective, loads);
        out.flush();
    }

    private void front(Tuned tuned, Objective objective) {
        Found found = tuned.found();
        text.title("On the part that was tuned on: nothing that was tried is both cheaper and better than these");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "cost/h", "in time", "what differs from the recommended one"));
        for (Candidate candidate : excerpt(found.front(), found.best())) {
            rows.add(List.of(
                    candidate.equals(found.best()) ? "recommended" : candidate.equals(found.given()) ? "given" : "",
                    Text.fixed(candidate.score().costPerHour(), 2),
                    Text.fixed(100 * candidate.score().attainment(), 2) + "%",
                    brief(tuned, candidate)));
        }
        text.table(rows);
        if (!objective.isMet(found.best().score())) {
            out.println("No candidate " + wanted(objective) + "; the recommended one comes nearest.");
        }
    }

    private static String wanted(Objective objective) {
        return objective instanceof Objective.Cheapest cheapest
                ? "serves " + Text.percent(cheapest.share()) + " in time (what was asked for, and the --margin)"
                : "is as cheap as was asked for";
    }

    /** Leaves out points of a long front evenly, but neither its ends nor the recommended one. */
    private static List<Candidate> excerpt(List<Candidate> front, Candidate best) {
        List<Candidate> few = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < front.size(); i++) {
            int slot = front.size() <= MOST_OF_FRONT ? i : i * (MOST_OF_FRONT - 1) / (front.size() - 1);
            if (slot != last || front.get(i).equals(best)) {
                few.add(front.get(i));
                last = slot;
            }
        }
        if (!front.contains(best)) {
            few.add(best);
        }
        return few;
    }

    private static String brief(Tuned tuned, Candidate candidate) {
        if (candidate.equals(tuned.found().given())
                || candidate.equals(tuned.found().best())) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < tuned.policy().knobs().size(); i++) {
            Knob knob = tuned.policy().knobs().get(i);
            double value = candidate.point().value(i);
            if (value != tuned.found().best().point().value(i)) {
                parts.add(Knobs.name(knob).replaceFirst("^.*\\.(?=[^.]+\\.[^.]+$)", "") + " " + knob.written(value));
            }
        }
        String all = String.join(", ", parts);
        return all.length() > LONGEST ? parts.size() + " numbers" : all;
    }

    private void changes(Tuned tuned) {
        text.title("Recommended");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "given", "recommended"));
        for (int i = 0; i < tuned.policy().knobs().size(); i++) {
            Knob knob = tuned.policy().knobs().get(i);
            double value = tuned.recommended().point().value(i);
            rows.add(List.of(
                    Knobs.name(knob),
                    knob.written(knob.parameter().given()),
                    value == knob.parameter().given() ? "as it is" : knob.written(value) + edge(knob, value)));
        }
        text.table(rows);
    }

    /** Where a search ends at an edge of what it may try, the best may lie beyond. */
    private static String edge(Knob knob, double value) {
        Parameter parameter = knob.parameter();
        if (knob instanceof Knob.Switch || parameter.low() == parameter.high()) {
            return "";
        }
        return value <= parameter.low() ? " (least tried)" : value >= parameter.high() ? " (most tried)" : "";
    }

    private void sensitivities(Tuned tuned, Objective objective) {
        Found found = tuned.found();
        if (found.sensitivities().isEmpty()) {
            return;
        }
        text.title("What one change alone does to the recommended policy, on the part that was tuned on");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "less", "cost", "in time", "more", "cost", "in time"));
        for (int i = 0; i < found.sensitivities().size(); i++) {
            Sensitivity each = found.sensitivities().get(i);
            Knob knob = tuned.policy().knobs().get(i);
            List<String> row = new ArrayList<>(List.of(Knobs.name(knob)));
            row.addAll(side(knob, i, each.less(), found.best(), objective));
            row.addAll(side(knob, i, each.more(), found.best(), objective));
            rows.add(row);
        }
        text.table(rows);
        if (rows.stream().flatMap(List::stream).anyMatch(cell -> cell.endsWith("*"))) {
            out.println("* better: the search ended on its way there; with more --candidates or --time it goes on.");
        }
    }

    private static List<String> side(
            Knob knob, int index, @Nullable Candidate beside, Candidate best, Objective objective) {
        if (beside == null) {
            return List.of("-", "", "");
        }
        String value = knob.written(beside.point().value(index));
        if (beside.score().isAbandoned()) {
            return List.of(value, "", "hopeless");
        }
        double cost = 100 * (beside.score().costPerHour() / best.score().costPerHour() - 1);
        double points = 100 * (beside.score().attainment() - best.score().attainment());
        boolean isBetter = Sensitivity.isBetter(objective, beside, best);
        return List.of(value, signed(cost, 1) + "%", signed(points, 2) + (isBetter ? "*" : ""));
    }

    private static String signed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%+." + decimals + "f", value) : "-";
    }

    /** Writes the names of files. */
    void written(List<Path> files) {
        files.forEach(file -> out.println("Written: " + file));
        out.flush();
    }

    /** Writes the recommended policy itself. */
    void policy(String yaml) {
        text.title("The recommended policy (--out FILE writes it to a file)");
        out.print(yaml);
        out.flush();
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
