package io.selfscale.adapter.cli.explain;

import io.selfscale.adapter.cli.journal.ToldDecision;
import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.explain.Counterfactual;
import io.selfscale.engine.explain.Counterfactuals;
import io.selfscale.engine.journal.RecomputedDecision;
import io.selfscale.policy.Decision;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision with everything there is to say about it.
 *
 * @param told the decision
 * @param decision the record of it, or of the one it repeats
 * @param since the first of the run of decisions that kept the count so, itself included
 * @param kept decisions in that run up to this one
 * @param counterfactuals what would have changed it; copied
 */
record Explained(
        ToldDecision told, Decision decision, ToldDecision since, int kept, List<Counterfactual> counterfactuals) {

    Explained {
        Objects.requireNonNull(decision, "decision");
        counterfactuals = List.copyOf(counterfactuals);
    }

    /** Explains one of the decisions of a journal, or returns null if nothing is recorded of it. */
    static @Nullable Explained of(List<ToldDecision> decisions, int position) {
        ToldDecision told = decisions.get(position);
        int at = position;
        Decision decision = told.decision();
        while (decision == null && at > 0) {
            at--;
            decision = decisions.get(at).decision();
        }
        if (decision == null) {
            return null;
        }
        int first = position;
        while (first > 0
                && !decisions.get(first).isChange()
                && !decisions.get(first - 1).isChange()) {
            first--;
        }
        RecomputedDecision again = told.again();
        // Said only of what is decided again as it was: of anything else it would be about another decision.
        boolean isSame = again != null && again.decision().to() == decision.to();
        return new Explained(
                told,
                decision,
                decisions.get(first),
                position - first + 1,
                again != null && isSame
                        ? Counterfactuals.of(again.spec(), again.before(), again.observation())
                        : List.of());
    }

    /** Returns the lines for a person; the first one is a summary. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(decision.explain().lines().toList());
        if (!told.isChange() && kept > 1) {
            Duration length = Duration.between(
                    since.observation().wallTime(), told.observation().wallTime());
            lines.add("  since    " + since.observation().wallTime().truncatedTo(ChronoUnit.MILLIS) + ": " + kept
                    + " decisions in " + length.toMillis() / 1000.0 + " s kept the count");
        }
        for (Counterfactual item : counterfactuals) {
            lines.add("  else     " + item.text());
        }
        return lines;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", told.line());
        json.put("wall_time", told.observation().wallTime().toString());
        json.put("nanos", told.observation().nanos());
        json.put("repeat", told.recorded() == null);
        json.put("decision", DecisionCodec.encode(decision));
        json.put("explain", decision.explain());
        List<Object> items = new ArrayList<>();
        counterfactuals.forEach(item -> items.add(item.json()));
        json.put("counterfactuals", items);
        return json;
    }
}
