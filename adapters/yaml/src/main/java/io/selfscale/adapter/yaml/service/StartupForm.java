package io.selfscale.adapter.yaml.service;

import io.selfscale.adapter.yaml.form.EitherForm;
import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.MappedForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.Values;
import io.selfscale.adapter.yaml.service.ServiceSpec.Phase;
import io.selfscale.adapter.yaml.service.ServiceSpec.Startup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code startup}: one time, two quantiles, phases or samples. */
final class StartupForm {

    private static final int MOST_PHASES = 50;
    private static final int MOST_SAMPLES = 10_000;

    private static final Field<Phase, String> NAME =
            Field.required("name", Forms.TEXT, Phase::name, "such as image or weights");
    private static final Field<Phase, Double> PHASE_P50 =
            Field.required("p50", Forms.SECONDS, Phase::p50, "half of the times it takes at most this");
    private static final Field<Phase, Double> PHASE_P95 = Field.optional(
            "p95", Forms.SECONDS, Phase::p95, "19 of 20 times it takes at most this; p50 if it is left out");
    private static final ObjectForm<Phase> PHASE =
            ObjectForm.of("phase", "A part of a start.", List.of(NAME, PHASE_P50, PHASE_P95), values -> {
                double p50 = values.get(PHASE_P50);
                return new Phase(values.get(NAME), p50, notBelow(p50, values.orElse(PHASE_P95, p50)));
            });

    private static final Field<Startup, Double> P50 = Field.optional(
            "p50", Forms.SECONDS, StartupForm::p50, "half of the starts take at most this; alone, all take this");
    private static final Field<Startup, Double> P95 =
            Field.optional("p95", Forms.SECONDS, StartupForm::p95, "19 of 20 starts take at most this");
    private static final Field<Startup, List<Phase>> PHASES = Field.optional(
            "phases",
            new ListForm<>(PHASE, 1, MOST_PHASES),
            startup -> startup instanceof Startup.Quantiles times
                            && !times.phases().isEmpty()
                    ? times.phases()
                    : null,
            "what a start consists of, in order; the quantiles are added up, as if slow phases came together");
    private static final Field<Startup, List<Double>> SAMPLES = Field.optional(
            "samples",
            new ListForm<>(Forms.SECONDS, 1, MOST_SAMPLES),
            startup -> startup instanceof Startup.Samples measured ? measured.seconds() : null,
            "measured starts, each as likely as the others");
    private static final ObjectForm<Startup> FULL = ObjectForm.of(
            "startup",
            "How long a start takes: p50 and p95, or phases, or samples.",
            List.of(P50, P95, PHASES, SAMPLES),
            StartupForm::startup);

    static final Form<Startup> FORM = new EitherForm<>(
            new MappedForm<>(Forms.SECONDS, StartupForm::fixed, startup -> ((Startup.Quantiles) startup).p50()),
            FULL,
            startup -> startup instanceof Startup.Quantiles times
                    && times.p50() == times.p95()
                    && times.phases().isEmpty());

    private StartupForm() {}

    private static Startup fixed(double seconds) {
        return new Startup.Quantiles(seconds, seconds, List.of());
    }

    private static Startup startup(Values values) {
        int ways = (values.has(P50) || values.has(P95) ? 1 : 0)
                + (values.has(PHASES) ? 1 : 0)
                + (values.has(SAMPLES) ? 1 : 0);
        if (ways != 1) {
            throw new IllegalArgumentException(
                    "a start-up time must be one of: p50 and p95, phases, samples; but there were " + ways
                            + " of them");
        }
        List<Double> samples = values.orNull(SAMPLES);
        if (samples != null) {
            return new Startup.Samples(samples);
        }
        List<Phase> phases = values.orNull(PHASES);
        if (phases != null) {
            return new Startup.Quantiles(
                    phases.stream().mapToDouble(Phase::p50).sum(),
                    phases.stream().mapToDouble(Phase::p95).sum(),
                    phases);
        }
        if (!values.has(P50)) {
            throw new IllegalArgumentException("p95 must stand beside a p50 but there is none");
        }
        double p50 = values.get(P50);
        return new Startup.Quantiles(p50, notBelow(p50, values.orElse(P95, p50)), List.of());
    }

    private static double notBelow(double p50, double p95) {
        if (p95 < p50 || (p50 == 0 && p95 > 0)) {
            throw new IllegalArgumentException("p95 must be at least p50, and p50 above 0 if p95 is, but they were "
                    + p95 + " s and " + p50 + " s");
        }
        return p95;
    }

    private static @Nullable Double p50(Startup startup) {
        return startup instanceof Startup.Quantiles times && times.phases().isEmpty() ? times.p50() : null;
    }

    private static @Nullable Double p95(Startup startup) {
        return startup instanceof Startup.Quantiles times && times.phases().isEmpty() ? times.p95() : null;
    }
}
