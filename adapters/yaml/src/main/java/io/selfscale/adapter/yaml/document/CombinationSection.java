package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.MapForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.OneOfForm;
import io.selfscale.adapter.yaml.form.OneOfForm.Alternative;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.CombinationRule.AnyOutAllIn;
import io.selfscale.engine.spec.CombinationRule.Largest;
import io.selfscale.engine.spec.CombinationRule.Priority;
import io.selfscale.engine.spec.CombinationRule.WeightedVote;
import java.util.List;
import java.util.Map;

/** {@code combination}. */
final class CombinationSection {

    private static final ObjectForm<AnyOutAllIn> ANY_OUT = ObjectForm.of(
            "any-out-all-in",
            "Out if any policy wants more (the largest count), in only if every policy with an opinion wants fewer.",
            List.of(),
            values -> new AnyOutAllIn());
    private static final ObjectForm<Largest> LARGEST = ObjectForm.of(
            "largest",
            "The largest of all counts proposed, a hold being the present one.",
            List.of(),
            values -> new Largest());

    private static final Field<Priority, List<String>> ORDER = Field.required(
            "order",
            new ListForm<>(Forms.TEXT, 1),
            Priority::order,
            "names of policies, the most important first; those not named come after");
    private static final ObjectForm<Priority> PRIORITY = ObjectForm.of(
            "priority",
            "The first policy with an opinion decides alone.",
            List.of(ORDER),
            values -> new Priority(values.get(ORDER)));

    private static final Field<WeightedVote, Map<String, Double>> WEIGHTS = Field.optional(
            "weights",
            new MapForm<>("names of policies", Forms.POSITIVE_NUMBER),
            Map.of(),
            WeightedVote::weights,
            "weight by name of policy; 1 for those not named");
    private static final Field<WeightedVote, Double> QUORUM = Field.required(
            "quorum",
            Forms.SHARE,
            WeightedVote::quorum,
            "share of the weight with an opinion that a direction needs, above 50%");
    private static final ObjectForm<WeightedVote> VOTE = ObjectForm.of(
            "weighted-vote",
            "A direction is taken if the policies that want it weigh enough.",
            List.of(WEIGHTS, QUORUM),
            values -> new WeightedVote(values.get(WEIGHTS), values.get(QUORUM)));

    static final OneOfForm<CombinationRule> FORM = new OneOfForm<>(
            "combination",
            List.of(
                    new Alternative<>("anyOutAllIn", AnyOutAllIn.class, ANY_OUT, true),
                    new Alternative<>("largest", Largest.class, LARGEST, true),
                    new Alternative<>("priority", Priority.class, PRIORITY, false),
                    new Alternative<>("weightedVote", WeightedVote.class, VOTE, false)));

    private CombinationSection() {}
}
