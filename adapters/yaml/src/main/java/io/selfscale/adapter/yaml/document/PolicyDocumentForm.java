package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.adapter.yaml.form.Values;
import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.EffectSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.OutsideChange;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.SpotSpec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A whole document of {@code kind: ScalingPolicy}. */
public final class PolicyDocumentForm {

    /** The version that is read and written. */
    public static final String VERSION = "selfscale.io/v1";

    /** The kind of such documents. */
    public static final String KIND = "ScalingPolicy";

    /**
     * The bounds of the replica count.
     *
     * @param min smallest
     * @param max largest
     */
    private record Bounds(int min, int max) {}

    private static final Field<Bounds, Integer> MIN = Field.optional(
            "min", Forms.integer(0, ScalingTarget.LARGEST), 1, Bounds::min, "smallest count; 0 needs `activation`");
    private static final Field<Bounds, Integer> MAX =
            Field.required("max", Forms.integer(1, ScalingTarget.LARGEST), Bounds::max, "largest count");
    private static final ObjectForm<Bounds> BOUNDS =
            ObjectForm.of("replicas", "The bounds of the replica count.", List.of(MIN, MAX), values -> {
                int min = values.get(MIN);
                int max = values.get(MAX);
                if (max < min) {
                    throw new IllegalArgumentException("max must be >= min " + min + " but was " + max);
                }
                return new Bounds(min, max);
            });

    private static final Form<List<Policy<?>>> POLICY_LIST = new ListForm<>(Policies.FORM, 1);

    private static final Field<ScalingSpec, String> API_VERSION =
            Field.required("apiVersion", Forms.word(VERSION), spec -> VERSION, "the version of this form");
    private static final Field<ScalingSpec, String> DOCUMENT_KIND =
            Field.required("kind", Forms.word(KIND), spec -> KIND, "tells policies from other documents");
    private static final Field<ScalingSpec, String> TARGET = Field.required(
            "target", Forms.TEXT, spec -> spec.target().name(), "what is scaled; unique among all documents");
    private static final Field<ScalingSpec, Bounds> REPLICAS = Field.required(
            "replicas",
            BOUNDS,
            spec -> new Bounds(spec.target().min(), spec.target().max()),
            "bounds that hold on every path");
    private static final Field<ScalingSpec, Duration> TICK = Field.optional(
            "tick", Forms.POSITIVE_DURATION, Duration.ofSeconds(1), ScalingSpec::tick, "time between two decisions");
    private static final Field<ScalingSpec, List<SignalSpec>> SIGNALS = Field.optional(
            "signals",
            new ListForm<>(SignalSection.FORM, 0),
            List.of(),
            ScalingSpec::signals,
            "signals that several parts use, or that are read in another way than by default");
    private static final Field<ScalingSpec, List<Policy<?>>> POLICIES =
            Field.required("policies", POLICY_LIST, ScalingSpec::policies, "rules that propose a count");
    private static final Field<ScalingSpec, List<Policy<?>>> SHADOW = Field.optional(
            "shadow",
            POLICY_LIST,
            List.of(),
            ScalingSpec::shadows,
            "policies that are evaluated and recorded beside the others, and decide nothing");
    private static final Field<ScalingSpec, CombinationRule> COMBINATION = Field.optional(
            "combination",
            CombinationSection.FORM,
            new CombinationRule.AnyOutAllIn(),
            ScalingSpec::combination,
            "how several proposals become one; `anyOutAllIn` by default");
    private static final Field<ScalingSpec, Limits> LIMITS = Field.optional(
            "limits", LimitsSection.FORM, Limits.none(), ScalingSpec::limits, "what holds a change back");
    private static final Field<ScalingSpec, DemandSpec> DEMAND = Field.optional(
            "demand", DemandSection.FORM, ScalingSpec::demand, "where the demand for capacity is read from");
    private static final Field<ScalingSpec, List<PoolSpec>> POOLS = Field.optional(
            "pools",
            new ListForm<>(PoolSection.FORM, 1),
            List.of(PoolSpec.of("default")),
            ScalingSpec::pools,
            "where replicas come from; one pool named `default` if left out");
    private static final Field<ScalingSpec, BudgetSpec> BUDGET =
            Field.optional("budget", MoneySections.BUDGET, BudgetSpec.NONE, ScalingSpec::budget, "what may be spent");
    private static final Field<ScalingSpec, SpotSpec> SPOT = Field.optional(
            "spot", MoneySections.SPOT, SpotSpec.UNLIMITED, ScalingSpec::spot, "how much may be interruptible");
    private static final Field<ScalingSpec, BrownoutSpec> BROWNOUT =
            Field.optional("brownout", OperationSections.BROWNOUT, ScalingSpec::brownout, "the brownout ladder");
    private static final Field<ScalingSpec, ActivationSpec> ACTIVATION = Field.optional(
            "activation", OperationSections.ACTIVATION, ScalingSpec::activation, "scaling to zero, and waking");
    private static final Field<ScalingSpec, EffectSpec> EFFECT =
            Field.optional("effect", OperationSections.EFFECT, ScalingSpec::effect, "a check that scale-outs help");
    private static final Field<ScalingSpec, OutsideChange> OUTSIDE = Field.optional(
            "outsideChange",
            Forms.choice(OutsideChange.class),
            OutsideChange.ALARM,
            ScalingSpec::outsideChange,
            "what happens when somebody else changes the count: restore it with an alarm, adopt it, or hold");
    private static final Field<ScalingSpec, Signal> STOP_LEAST = Field.optional(
            "stopLeast",
            SignalForm.of(SignalKind.PER_REPLICA, SignalKind.RATIO),
            ScalingSpec::busyness,
            "signal by replica of which the least goes first when replicas are stopped; the newest by default");

    /** The form of the whole document. */
    public static final ObjectForm<ScalingSpec> FORM = ObjectForm.inScope(
            KIND,
            "One scaling policy.",
            List.of(
                    API_VERSION,
                    DOCUMENT_KIND,
                    TARGET,
                    REPLICAS,
                    TICK,
                    SIGNALS,
                    POLICIES,
                    SHADOW,
                    COMBINATION,
                    LIMITS,
                    DEMAND,
                    POOLS,
                    BUDGET,
                    SPOT,
                    BROWNOUT,
                    ACTIVATION,
                    EFFECT,
                    OUTSIDE,
                    STOP_LEAST),
            PolicyDocumentForm::build);

    private PolicyDocumentForm() {}

    private static @Nullable ScalingSpec build(Values values, ReadScope scope) {
        Bounds bounds = values.get(REPLICAS);
        ScalingSpecBuilder builder = ScalingSpec.builder(
                        new ScalingTarget(values.get(TARGET), bounds.min(), bounds.max()))
                .tick(values.get(TICK))
                .policies(values.get(POLICIES))
                .combination(values.get(COMBINATION))
                .limits(values.get(LIMITS))
                .budget(values.get(BUDGET))
                .spot(values.get(SPOT))
                .outsideChange(values.get(OUTSIDE));
        signals(values, scope).forEach(builder::signal);
        values.get(SHADOW).forEach(builder::shadow);
        values.get(POOLS).forEach(builder::pool);
        DemandSpec demand = values.orNull(DEMAND);
        if (demand != null) {
            builder.demand(demand);
        }
        BrownoutSpec brownout = values.orNull(BROWNOUT);
        if (brownout != null) {
            builder.brownout(brownout);
        }
        ActivationSpec activation = values.orNull(ACTIVATION);
        if (activation != null) {
            builder.activation(activation);
        }
        EffectSpec effect = values.orNull(EFFECT);
        if (effect != null) {
            builder.effect(effect);
        }
        Signal busyness = values.orNull(STOP_LEAST);
        if (busyness != null) {
            builder.stopLeast(busyness);
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            SpecProblems.report(e, scope);
            return null;
        }
    }

    /** Returns the signals listed, then those described or introduced where they are used, in that order. */
    private static List<SignalSpec> signals(Values values, ReadScope scope) {
        List<SignalSpec> listed = values.get(SIGNALS);
        Set<String> names = listed.stream().map(spec -> spec.signal().name()).collect(Collectors.toUnmodifiableSet());
        List<SignalSpec> all = new ArrayList<>(listed);
        for (Signal signal : scope.signals().all()) {
            if (!names.contains(signal.name())) {
                all.add(SignalSpec.required(signal));
            }
        }
        return all;
    }
}
