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

    private final PrintWriter out;
    private final Ansi colours;

    TuneTable(PrintWriter out, Ansi colours) {
        this.out = out;
        this.colours = colours;
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
        out.println();
        title("What may change in " + policy.name());
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
        table(rows);
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
        scores(tuned, loads);
        leftOut(tuned);
        verdict(tuned, objective);
        out.flush();
    }

    private void front(Tuned tuned, Objective objective) {
        Found found = tuned.found();
        out.println();
        title("On the part that was tuned on: nothing that was tried is both cheaper and better than these");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "cost/h", "in time", "what differs from what was given"));
        for (Candidate candidate : excerpt(found.front(), found.best())) {
            rows.add(List.of(
                    candidate.equals(found.best()) ? "recommended" : candidate.equals(found.given()) ? "given" : "",
                    Text.fixed(candidate.score().costPerHour(), 2),
                    Text.fixed(100 * candidate.score().attainment(), 2) + "%",
                    brief(tuned.policy().knobs(), candidate)));
        }
        table(rows);
        if (!objective.isMet(found.best().score())) {
            out.println("No candidate is what was asked for"
                    + (objective instanceof Objective.Cheapest ? ", and a --margin" : "")
                    + "; the recommended one comes nearest.");
        }
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

    private static String brief(List<Knob> knobs, Candidate candidate) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < knobs.size(); i++) {
            Knob knob = knobs.get(i);
            if (candidate.point().value(i) != knob.parameter().given()) {
                parts.add(Knobs.name(knob).replaceFirst("^.*\\.(?=[^.]+\\.[^.]+$)", "") + " "
                        + knob.written(candidate.point().value(i)));
            }
        }
        String text = String.join(", ", parts);
        return text.length() > 100 ? text.substring(0, 97) + "..." : text;
    }

    private void changes(Tuned tuned) {
        out.println();
        title("Recommended");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "given", "recommended"));
        for (int i = 0; i < tuned.policy().knobs().size(); i++) {
            Knob knob = tuned.policy().knobs().get(i);
            double value = tuned.recommended().point().value(i);
            rows.add(List.of(
                    Knobs.name(knob),
                    knob.written(knob.parameter().given()),
                    value == knob.parameter().given() ? "as it is" : knob.written(value)));
        }
        table(rows);
    }

    private void sensitivities(Tuned tuned, Objective objective) {
        Found found = tuned.found();
        if (found.sensitivities().isEmpty()) {
            return;
        }
        out.println();
        title("What one change alone does to the recommended policy, on the part that was tuned on");
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
        table(rows);
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
        boolean isBetter = beside.isSound() && objective.isBetter(beside.score(), best.score());
        return List.of(value, signed(cost, 1) + "%", signed(points, 2) + (isBetter ? "*" : ""));
    }

    private static String signed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%+." + decimals + "f", value) : "-";
    }

    private void scores(Tuned tuned, List<TunedLoad> loads) {
        out.println();
        title("Scores: the part that was held back was not tuned on");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "", "tuned on: cost/h", "in time", "held back: cost/h", "in time", "p95 wait", "reversals/day"));
        for (int i = 0; i < loads.size(); i++) {
            if (loads.size() > 1) {
                rows.add(List.of(loads.get(i).name()));
            }
            int load = i;
            String indent = loads.size() > 1 ? "  " : "";
            rows.add(score(indent + "given", tuned.given(), load));
            rows.add(score(indent + "recommended", tuned.recommended(), load));
            if (tuned.rival() != null) {
                rows.add(score(
                        indent + tuned.rival().policy().name() + " tuned",
                        tuned.rival().best(),
                        load));
            }
        }
        if (loads.size() > 1) {
            rows.add(List.of("all (mean cost, worst in time)"));
            rows.add(overall("  given", tuned.given()));
            rows.add(overall("  recommended", tuned.recommended()));
            if (tuned.rival() != null) {
                rows.add(overall(
                        "  " + tuned.rival().policy().name() + " tuned",
                        tuned.rival().best()));
            }
        }
        table(rows);
        Tuned.Rival rival = tuned.rival();
        if (rival != null) {
            double ratio = PartScore.overall(tuned.recommended().rest()).costPerHour()
                    / PartScore.overall(rival.best().rest()).costPerHour();
            List<String> numbers = new ArrayList<>();
            for (int i = 0; i < rival.policy().knobs().size(); i++) {
                Knob knob = rival.policy().knobs().get(i);
                numbers.add(Knobs.name(knob) + " "
                        + knob.written(rival.best().point().value(i)));
            }
            out.println("On what was held back the recommended policy costs " + Text.fixed(ratio, 2) + " of "
                    + rival.policy().name() + " tuned in the same way (" + String.join(", ", numbers) + ").");
        }
    }

    private static List<String> score(String label, Tuned.Scored scored, int load) {
        return score(label, scored.first().get(load), scored.rest().get(load));
    }

    private static List<String> overall(String label, Tuned.Scored scored) {
        return score(label, PartScore.overall(scored.first()), PartScore.overall(scored.rest()));
    }

    private static List<String> score(String label, PartScore first, PartScore rest) {
        return List.of(
                label,
                Text.fixed(first.costPerHour(), 2),
                Text.fixed(100 * first.attainment(), 2) + "%",
                Text.fixed(rest.costPerHour(), 2),
                Text.fixed(100 * rest.attainment(), 2) + "%",
                Text.fixed(rest.p95WaitSeconds(), 2) + " s",
                Text.fixed(rest.reversalsPerDay(), 1));
    }

    private void leftOut(Tuned tuned) {
        if (tuned.leftOut().isEmpty()) {
            return;
        }
        out.println();
        title("Tuned on all loads but one, scored on what was held back of that one");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "cost/h", "in time"));
        for (Tuned.LeftOut each : tuned.leftOut()) {
            rows.add(List.of(
                    each.load(),
                    Text.fixed(each.score().costPerHour(), 2),
                    Text.fixed(100 * each.score().attainment(), 2) + "%"));
        }
        table(rows);
    }

    private void verdict(Tuned tuned, Objective objective) {
        Found found = tuned.found();
        out.println();
        PartScore given = PartScore.overall(tuned.given().rest());
        PartScore now = PartScore.overall(tuned.recommended().rest());
        out.println(String.format(
                Locale.ROOT,
                "On what was held back: cost %+.1f %% (%.2f to %.2f per hour), in time %.2f %% before and %.2f %% now.",
                100 * (now.costPerHour() / given.costPerHour() - 1),
                given.costPerHour(),
                now.costPerHour(),
                100 * given.attainment(),
                100 * now.attainment()));
        if (objective instanceof Objective.Cheapest cheapest && now.attainment() < cheapest.share()) {
            out.println("That is less than the " + Text.percent(cheapest.share())
                    + " asked for: what was tuned on did not tell enough. A larger --margin or a longer trace may.");
        }
        String end = switch (found.end()) {
            case DONE -> "";
            case TIME -> "; the time was over (--time), another run may get further or less far";
            case STOPPED -> "; interrupted: the best so far is told, and what lies beside it was not tried";
        };
        out.println(Text.plural(found.tried().size(), "candidate") + " in " + Text.fixed(tuned.seconds(), 1) + " s, "
                + found.abandoned() + " of them given up as hopeless; "
                + Text.plural(found.discarded(), "more").replaceFirst("mores$", "more")
                + " made no sense" + end + ".");
    }

    /** Writes the names of files. */
    void written(List<Path> files) {
        files.forEach(file -> out.println("Written: " + file));
        out.flush();
    }

    /** Writes the recommended policy itself. */
    void policy(String yaml) {
        out.println();
        title("The recommended policy (--out FILE writes it to a file)");
        out.print(yaml);
        out.flush();
    }

    private void title(String text) {
        out.println(colours.enabled() ? colours.string("@|bold " + text + "|@") : text);
    }

    private void table(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            // A row of one cell is a heading, and may be longer than its column.
            for (int i = 0; i < row.size() && row.size() > 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                String space = " ".repeat(Math.max(0, widths[i] - cell.length()));
                boolean isLeft = i == 0
                        || (i == row.size() - 1 && cell.length() > 20)
                        || rows.get(0).get(i).length() > 20;
                line.append(i == 0 ? "" : "  ").append(isLeft ? cell + space : space + cell);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
