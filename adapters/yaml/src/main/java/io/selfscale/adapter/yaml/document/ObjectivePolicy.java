package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.engine.policy.Backlog;
import io.selfscale.engine.policy.ObjectiveSizing;
import io.selfscale.engine.policy.ServiceLearning;
import io.selfscale.engine.policy.ServiceLearning.Gate;
import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.List;

/** {@code objective}: {@link ObjectiveSizing}. */
final class ObjectivePolicy {

    private static final SignalForm TOTAL = SignalForm.of(SignalKind.TOTAL);

    private static final Field<Backlog, Signal> WAITING =
            Field.required("signal", TOTAL, Backlog::signal, "the work that waits in front of the whole target");
    private static final Field<Backlog, Duration> DRAIN =
            Field.required("drain", Forms.POSITIVE_DURATION, Backlog::drain, "time to work it off in");
    static final ObjectForm<Backlog> BACKLOG_FORM = ObjectForm.of(
            "backlog",
            "Work that waits, and the time to work it off in.",
            List.of(WAITING, DRAIN),
            values -> new Backlog(values.get(WAITING), values.get(DRAIN)));

    private static final Field<ServiceLearning, Signal> SERVICE_TIME = Field.required(
            "serviceTime",
            SignalForm.of(SignalKind.DURATION),
            ServiceLearning::serviceTime,
            "mean service time of the requests that ended lately, waiting excluded");
    private static final Field<ServiceLearning, Signal> OCCUPANCY = Field.optional(
            "occupancy",
            SignalForm.of(SignalKind.PER_REPLICA),
            ServiceLearning::occupancy,
            "requests in service on a replica; needed for a batching server");
    private static final Field<ServiceLearning, Double> SAMPLES = Field.optional(
            "minSamples",
            Forms.atLeast(2),
            Gate.DEFAULT.minSamples(),
            learning -> learning.gate().minSamples(),
            "measurements needed");
    private static final Field<ServiceLearning, Double> ERROR = Field.optional(
            "maxRelativeError",
            Forms.ANY_SHARE,
            Gate.DEFAULT.maxRelativeError(),
            learning -> learning.gate().maxRelativeError(),
            "largest standard error of the predicted service time");
    private static final Field<ServiceLearning, Double> FACTOR = Field.optional(
            "plausibleFactor",
            Forms.atLeast(1),
            Gate.DEFAULT.plausibleFactor(),
            learning -> learning.gate().plausibleFactor(),
            "how many times longer or shorter than the given model the predicted times may be");
    private static final Field<ServiceLearning, Duration> MEMORY = Field.optional(
            "memory",
            Forms.POSITIVE_DURATION,
            Gate.DEFAULT.memory(),
            learning -> learning.gate().memory(),
            "time after which a measurement counts 37%");
    private static final ObjectForm<ServiceLearning> LEARNING_FORM = ObjectForm.of(
            "learning",
            "Learns how long service takes, while it runs; used only when it is known well enough.",
            List.of(SERVICE_TIME, OCCUPANCY, SAMPLES, ERROR, FACTOR, MEMORY),
            values -> new ServiceLearning(
                    values.get(SERVICE_TIME),
                    values.orNull(OCCUPANCY),
                    new Gate(values.get(SAMPLES), values.get(ERROR), values.get(FACTOR), values.get(MEMORY))));

    private static final Field<ObjectiveSizing, String> NAME = PolicyKeys.name("objective");
    private static final Field<ObjectiveSizing, Signal> ARRIVALS =
            Field.required("arrivals", TOTAL, ObjectiveSizing::arrivals, "requests per second, refused ones included");
    private static final Field<ObjectiveSizing, Duration> WAIT = Field.required(
            "longestWait", Forms.DURATION, policy -> policy.objective().longestWait(), "longest wait for a slot");
    private static final Field<ObjectiveSizing, Double> SHARE = Field.required(
            "share", Forms.SHARE, policy -> policy.objective().share(), "share of requests that wait no longer");
    private static final Field<ObjectiveSizing, Double> UTILIZATION = Field.optional(
            "maxUtilization",
            Forms.SHARE,
            WaitObjective.DEFAULT_MAX_UTILIZATION,
            policy -> policy.objective().maxUtilization(),
            "largest utilization of replicas");
    private static final Field<ObjectiveSizing, ServiceModel> MODEL =
            Field.required("model", ServiceModels.FORM, ObjectiveSizing::model, "how replicas serve");
    private static final Field<ObjectiveSizing, Backlog> BACKLOG = Field.optional(
            "backlog", BACKLOG_FORM, ObjectiveSizing::backlog, "requests that wait and are to be worked off beside");
    private static final Field<ObjectiveSizing, ServiceLearning> LEARNING = Field.optional(
            "learning", LEARNING_FORM, ObjectiveSizing::learning, "how to learn the model better while it runs");
    private static final SizingKeys<ObjectiveSizing> SIZING = SizingKeys.of(ObjectiveSizing::settings);

    static final ObjectForm<ObjectiveSizing> FORM = ObjectForm.of(
            "objective",
            "Has the smallest size at which a share of requests waits at most so long, by a model of how replicas"
                    + " serve.",
            SIZING.after(List.of(NAME, ARRIVALS, WAIT, SHARE, UTILIZATION, MODEL, BACKLOG, LEARNING)),
            values -> new ObjectiveSizing(
                    values.get(NAME),
                    values.get(ARRIVALS),
                    values.orNull(BACKLOG),
                    values.get(MODEL),
                    values.orNull(LEARNING),
                    new WaitObjective(values.get(WAIT), values.get(SHARE), values.get(UTILIZATION)),
                    SIZING.settings(values)));

    private ObjectivePolicy() {}
}
