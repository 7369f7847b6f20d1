package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Text;
import io.selfscale.adapter.simulation.tune.Found;
import io.selfscale.adapter.simulation.tune.Objective;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the recommended policy is worth on what it was tuned on and on what it was not, for people. */
final class ScoreTable {

    private static final String KEEP =
            "Keep the policy that was given: on what was held back the recommended one is neither"
                    + " cheaper nor better. Tune on more load, on several traces for instance.";

    private final PrintWriter out;
    private final Rows rows;

    ScoreTable(PrintWriter out, Rows rows) {
        this.out = out;
        this.rows = rows;
    }

    /** Writes it. */
    void write(Tuned tuned, Objective objective, List<TunedLoad> loads) {
        scores(tuned, loads);
        leftOut(tuned);
        verdict(tuned, objective);
    }

    private void scores(Tuned tuned, List<TunedLoad> loads) {
        this.rows.title("Scores: the part that was held back was not tuned on");
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
        this.rows.table(rows);
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
        this.rows.title("Tuned on all loads but one, scored on what was held back of that one");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "cost/h", "in time"));
        for (Tuned.LeftOut each : tuned.leftOut()) {
            rows.add(List.of(
                    each.load(),
                    Text.fixed(each.score().costPerHour(), 2),
                    Text.fixed(100 * each.score().attainment(), 2) + "%"));
        }
        this.rows.table(rows);
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
        if (now.costPerHour() >= given.costPerHour() && now.attainment() <= given.attainment()) {
            out.println(now.equals(given) ? "Nothing is gained: keep the policy that was given." : KEEP);
        }
        String end = switch (found.end()) {
            case DONE -> tuned.isInterrupted() ? "; interrupted before everything else was done" : "";
            case TIME -> "; the time was over (--time), another run may get further or less far";
            case STOPPED -> "; interrupted: the best so far is told, and what lies beside it was not tried";
        };
        String reasons = tuned.policy().refusals().mostFrequent();
        out.println(Text.plural(found.tried().size(), "candidate") + " in " + Text.fixed(tuned.seconds(), 1) + " s, "
                + found.abandoned() + " of them given up as hopeless; " + found.discarded()
                + " more refused by selfscale lint" + (reasons.isEmpty() ? "" : " (" + reasons + ")") + end + ".");
    }
}
