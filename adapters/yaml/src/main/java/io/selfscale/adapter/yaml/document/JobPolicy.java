package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.OneOfForm;
import io.selfscale.adapter.yaml.form.OneOfForm.Alternative;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.keda.JobDemand;
import io.selfscale.engine.keda.JobStrategy;
import io.selfscale.engine.policy.JobScaling;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.List;

/** {@code jobs}: {@link JobScaling}. */
final class JobPolicy {

    private static final Field<JobScaling.Queue, Signal> SIGNAL =
            Field.required("signal", SignalForm.of(SignalKind.TOTAL), JobScaling.Queue::signal, "items that wait");
    private static final Field<JobScaling.Queue, Double> ITEMS = Field.optional(
            "itemsPerJob",
            Forms.POSITIVE_NUMBER,
            1.0,
            JobScaling.Queue::itemsPerJob,
            "items that one job is started for");
    private static final Field<JobScaling.Queue, Double> ACTIVATION = Field.optional(
            "activation", Forms.atLeast(0), 0.0, JobScaling.Queue::activation, "items above which the queue counts");
    private static final ObjectForm<JobScaling.Queue> QUEUE = ObjectForm.of(
            "job-queue",
            "A queue that asks for jobs.",
            List.of(SIGNAL, ITEMS, ACTIVATION),
            values -> new JobScaling.Queue(values.get(SIGNAL), values.get(ITEMS), values.get(ACTIVATION)));

    private static final ObjectForm<JobStrategy.Default> DEFAULT = ObjectForm.of(
            "job-strategy-default",
            "What the queue asks for, less what runs: for queues that keep an item until its job has ended.",
            List.of(),
            values -> new JobStrategy.Default());
    private static final ObjectForm<JobStrategy.Accurate> ACCURATE = ObjectForm.of(
            "job-strategy-accurate",
            "What the queue asks for, less what has not begun: for queues that give an item away when a job takes it.",
            List.of(),
            values -> new JobStrategy.Accurate());
    private static final ObjectForm<JobStrategy.Eager> EAGER = ObjectForm.of(
            "job-strategy-eager", "As many as there is room for.", List.of(), values -> new JobStrategy.Eager());
    private static final Field<JobStrategy.Custom, Integer> DEDUCTION = Field.optional(
            "deduction", Forms.integer(0, 1_000_000), 0, JobStrategy.Custom::deduction, "jobs that are never started");
    private static final Field<JobStrategy.Custom, Double> FRACTION = Field.optional(
            "runningFraction",
            Forms.SHARE,
            1.0,
            JobStrategy.Custom::runningFraction,
            "share of the running jobs that counts");
    private static final ObjectForm<JobStrategy.Custom> CUSTOM = ObjectForm.of(
            "job-strategy-custom",
            "What the queue asks for, less a fixed number and a share of what runs.",
            List.of(DEDUCTION, FRACTION),
            values -> new JobStrategy.Custom(values.get(DEDUCTION), values.get(FRACTION)));
    private static final OneOfForm<JobStrategy> STRATEGY_FORM = new OneOfForm<>(
            "job strategy",
            List.of(
                    new Alternative<>("default", JobStrategy.Default.class, DEFAULT, true),
                    new Alternative<>("accurate", JobStrategy.Accurate.class, ACCURATE, true),
                    new Alternative<>("eager", JobStrategy.Eager.class, EAGER, true),
                    new Alternative<>("custom", JobStrategy.Custom.class, CUSTOM, false)));

    private static final Field<JobScaling, String> NAME = Field.optional(
            "name",
            Forms.TEXT,
            policy -> policy.name().equals(policy.queues().get(0).signal().name()) ? null : policy.name(),
            "name in explanations; that of the first queue by default");
    private static final Field<JobScaling, List<JobScaling.Queue>> QUEUES =
            Field.required("queues", new ListForm<>(QUEUE, 1, 100), JobScaling::queues, "what asks for jobs");
    private static final Field<JobScaling, JobStrategy> STRATEGY = Field.optional(
            "strategy",
            STRATEGY_FORM,
            JobStrategy.standard(),
            JobScaling::strategy,
            "how running and pending jobs enter; `default` by default");
    private static final Field<JobScaling, JobDemand.Calculation> CALCULATION = Field.optional(
            "calculation",
            Forms.choice(JobDemand.Calculation.class),
            JobDemand.Calculation.MAX,
            JobScaling::calculation,
            "how several queues become one figure");

    static final ObjectForm<JobScaling> FORM = ObjectForm.of(
            "jobs",
            "Starts jobs for the items of queues, as a KEDA ScaledJob does. A replica is a job, and ends by itself.",
            List.of(NAME, QUEUES, STRATEGY, CALCULATION),
            values -> {
                List<JobScaling.Queue> queues = values.get(QUEUES);
                return new JobScaling(
                        values.orElse(NAME, queues.get(0).signal().name()),
                        queues,
                        values.get(STRATEGY),
                        values.get(CALCULATION));
            });

    private JobPolicy() {}
}
