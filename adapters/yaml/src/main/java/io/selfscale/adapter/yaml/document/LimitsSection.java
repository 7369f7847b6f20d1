package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.TextForm;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ReversalHold;
import java.time.Duration;
import java.util.List;

/** What holds a change back, under {@code limits}. */
final class LimitsSection {

    /**
     * A duration for each direction.
     *
     * @param out for scale-outs
     * @param in for scale-ins
     */
    private record Both(Duration out, Duration in) {
        static final Both ZERO = new Both(Duration.ZERO, Duration.ZERO);
    }

    /**
     * A rate for each direction.
     *
     * @param out for scale-outs
     * @param in for scale-ins
     */
    private record Rates(RateLimit out, RateLimit in) {
        static final Rates NONE = new Rates(RateLimit.none(), RateLimit.none());
    }

    /**
     * The change that a rate allows.
     *
     * @param unit replicas or percent
     * @param value how many
     */
    private record Change(RatePolicy.Unit unit, int value) {}

    private static final Form<Change> CHANGE = new TextForm<>(
            "a number of replicas such as 4, or a percentage such as 100%",
            StepSizes.SCHEMA,
            (scalar, scope) -> scalar.text().endsWith("%")
                    ? new Change(RatePolicy.Unit.PERCENT, StepSizes.percent(scalar.text()))
                    : new Change(RatePolicy.Unit.REPLICAS, Forms.wholeNumber(scalar, 1, Integer.MAX_VALUE)),
            change -> change.unit() == RatePolicy.Unit.PERCENT ? change.value() + "%" : (Object) change.value());

    private static final Field<Limits, Both> STABILIZATION = Field.optional(
            "stabilization",
            both(
                    "stabilization",
                    "How far back recommendations are looked at, by direction.",
                    "a scale-out goes no further than the least recommendation of this window",
                    "a scale-in goes no further than the greatest recommendation of this window"),
            Both.ZERO,
            limits -> new Both(limits.stabilizationOut(), limits.stabilizationIn()),
            "windows over recommendations");
    private static final Field<Limits, Rates> RATE = Field.optional(
            "rate",
            rates(),
            Rates.NONE,
            limits -> new Rates(limits.rateOut(), limits.rateIn()),
            "how fast the count may change");
    private static final Field<Limits, Both> COOLDOWN = Field.optional(
            "cooldown",
            both(
                    "cooldown",
                    "How long a change waits for the one before, by direction.",
                    "time after a scale-out took effect in which no other begins",
                    "time after any change took effect in which no scale-in begins"),
            Both.ZERO,
            limits -> new Both(limits.cooldownOut(), limits.cooldownIn()),
            "waits after changes that took effect");
    private static final Field<Limits, ReversalHold> REVERSAL = Field.optional(
            "reversalHold",
            reversal(),
            ReversalHold.NONE,
            Limits::reversal,
            "hold of scale-ins after the direction was reversed, longer each time");
    private static final Field<Limits, Integer> ACTIONS = Field.optional(
            "actionsPerDay",
            Forms.integer(0, Limits.MOST_ACTIONS_PER_DAY),
            0,
            Limits::actionsPerDay,
            "changes in any 24 hours after which no scale-in begins; 0 for no limit");

    static final ObjectForm<Limits> FORM = ObjectForm.of(
            "limits",
            "What holds a change back. Nothing does by default but the bounds.",
            List.of(STABILIZATION, RATE, COOLDOWN, REVERSAL, ACTIONS),
            values -> Limits.none()
                    .withStabilization(
                            values.get(STABILIZATION).out(),
                            values.get(STABILIZATION).in())
                    .withRates(values.get(RATE).out(), values.get(RATE).in())
                    .withCooldowns(
                            values.get(COOLDOWN).out(), values.get(COOLDOWN).in())
                    .withReversalHold(values.get(REVERSAL))
                    .withActionsPerDay(values.get(ACTIONS)));

    private LimitsSection() {}

    private static ObjectForm<Both> both(String name, String meaning, String outward, String inward) {
        Field<Both, Duration> out = Field.optional("out", Forms.DURATION, Duration.ZERO, Both::out, outward);
        Field<Both, Duration> in = Field.optional("in", Forms.DURATION, Duration.ZERO, Both::in, inward);
        return ObjectForm.of(name, meaning, List.of(out, in), values -> new Both(values.get(out), values.get(in)));
    }

    private static ObjectForm<Rates> rates() {
        Field<Rates, RateLimit> out =
                Field.optional("out", rate("out", "add"), RateLimit.none(), Rates::out, "how fast it may rise");
        Field<Rates, RateLimit> in =
                Field.optional("in", rate("in", "remove"), RateLimit.none(), Rates::in, "how fast it may fall");
        return ObjectForm.of(
                "rate",
                "How fast the count may change, by direction.",
                List.of(out, in),
                values -> new Rates(values.get(out), values.get(in)));
    }

    private static ObjectForm<RateLimit> rate(String direction, String verb) {
        Field<RateLimit, List<RatePolicy>> policies = Field.optional(
                "policies",
                new ListForm<>(ratePolicy(direction, verb), 1),
                List.of(),
                RateLimit::policies,
                "what is allowed; no limit without any");
        Field<RateLimit, RateLimit.Select> select = Field.optional(
                "select",
                Forms.choice(RateLimit.Select.class),
                RateLimit.Select.MAX,
                RateLimit::select,
                "which of several counts: the one that allows most, the one that allows least; `disabled` closes the"
                        + " direction");
        Field<RateLimit, RateLimit.Arithmetic> arithmetic = Field.optional(
                "arithmetic",
                Forms.choice(RateLimit.Arithmetic.class),
                RateLimit.Arithmetic.EXACT,
                RateLimit::arithmetic,
                "`exact` integers, or floating point as in the Horizontal Pod Autoscaler, where 10% more than 100 is"
                        + " 111");
        return ObjectForm.of(
                "rate-" + direction,
                "How fast the count may change in one direction.",
                List.of(policies, select, arithmetic),
                values -> new RateLimit(values.get(policies), values.get(select), values.get(arithmetic)));
    }

    private static ObjectForm<RatePolicy> ratePolicy(String direction, String verb) {
        Field<RatePolicy, Change> change = Field.required(
                verb,
                CHANGE,
                policy -> new Change(policy.unit(), policy.value()),
                "replicas, or percent of the count at the start of the period");
        Field<RatePolicy, Duration> period =
                Field.required("per", Forms.POSITIVE_DURATION, RatePolicy::period, "length of the sliding period");
        return ObjectForm.of(
                "rate-policy-" + direction,
                "A bound on the change within a sliding period.",
                List.of(change, period),
                values -> new RatePolicy(
                        values.get(change).unit(), values.get(change).value(), values.get(period)));
    }

    private static ObjectForm<ReversalHold> reversal() {
        Field<ReversalHold, Duration> within = Field.required(
                "within",
                Forms.POSITIVE_DURATION,
                ReversalHold::within,
                "a change in the other direction within this time of the last one is a reversal");
        Field<ReversalHold, Duration> first = Field.required(
                "first", Forms.POSITIVE_DURATION, ReversalHold::first, "hold after one reversal; each doubles it");
        Field<ReversalHold, Duration> longest =
                Field.required("longest", Forms.POSITIVE_DURATION, ReversalHold::longest, "longest hold");
        return ObjectForm.of(
                "reversal-hold",
                "What flaps is made to wait.",
                List.of(within, first, longest),
                values -> new ReversalHold(values.get(within), values.get(first), values.get(longest)));
    }
}
