package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Text;
import io.selfscale.adapter.simulation.tune.Found;
import io.selfscale.adapter.simulation.tune.Point;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The recommended policy as a file: the given one with other numbers, and comments that say where they come from. */
final class TunedYaml {

    private TunedYaml() {}

    /**
     * Returns the file.
     *
     * @param objective what was looked for, in words
     * @param loads what was tuned on
     */
    static String of(Tuned tuned, String objective, List<TunedLoad> loads, LocalDate date) {
        List<Knob> knobs = tuned.policy().knobs();
        Point point = tuned.recommended().point();
        List<String> lines = new ArrayList<>();
        lines.add("Tuned by selfscale tune on " + date + ": " + objective + ".");
        for (TunedLoad load : loads) {
            lines.add("Load: " + load.name() + ", " + load.spans() + ".");
        }
        lines.add("Tuned on:  "
                + change(tuned.given().first(), tuned.recommended().first()));
        lines.add(
                "Held back: " + change(tuned.given().rest(), tuned.recommended().rest()));
        int changed = 0;
        for (int i = 0; i < knobs.size(); i++) {
            Knob knob = knobs.get(i);
            if (point.value(i) != knob.parameter().given()) {
                lines.add("  " + Knobs.name(knob) + ": "
                        + knob.written(knob.parameter().given()) + " -> " + knob.written(point.value(i)));
                changed++;
            }
        }
        if (changed == 0) {
            lines.add("Nothing was found that is better than what was given.");
        }
        if (tuned.found().end() == Found.End.STOPPED) {
            lines.add("The search was interrupted: this is the best that had been found by then.");
        }
        StringBuilder header = new StringBuilder();
        lines.forEach(
                line -> header.append("# ").append(line.replaceAll("\\R", " ")).append('\n'));
        return below(header.toString(), tuned.policy().text().withComments(knobs, point));
    }

    private static String change(List<PartScore> before, List<PartScore> after) {
        return score(PartScore.overall(before)) + " before, " + score(PartScore.overall(after)) + " now.";
    }

    private static String score(PartScore score) {
        return Text.fixed(score.costPerHour(), 2) + " per hour with " + Text.fixed(100 * score.attainment(), 2) + "%"
                + " in time";
    }

    /** A line for editors, and a mark of the encoding, are the first of a file or nothing. */
    private static String below(String header, String text) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (body.startsWith("# yaml-language-server") || body.startsWith("%")) {
            int end = body.indexOf('\n') + 1;
            return end == 0 ? body : body.substring(0, end) + header + body.substring(end);
        }
        return header + body;
    }
}
