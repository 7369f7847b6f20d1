package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.OneOfForm;
import io.selfscale.adapter.yaml.form.OneOfForm.Alternative;
import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.ServiceModel.BatchingServer;
import io.selfscale.engine.queueing.ServiceModel.MultiServer;
import java.util.List;

/** How replicas serve requests. */
final class ServiceModels {

    private static final int MOST_SLOTS = 100_000;

    private static final Field<MultiServer, Double> SERVICE_TIME = Field.required(
            "serviceTime", Forms.SECONDS, MultiServer::serviceSeconds, "mean time that a request occupies a slot");
    private static final Field<MultiServer, Integer> SLOTS = Field.required(
            "slots",
            Forms.integer(1, MOST_SLOTS),
            MultiServer::slots,
            "requests that one replica serves at the same time");
    private static final Field<MultiServer, Double> ARRIVALS = Field.optional(
            "arrivalVariability",
            Forms.atLeast(0),
            1.0,
            MultiServer::arrivalVariability,
            "squared coefficient of variation of the time between arrivals; 1 for Poisson");
    private static final Field<MultiServer, Double> SERVICE = Field.optional(
            "serviceVariability",
            Forms.atLeast(0),
            1.0,
            MultiServer::serviceVariability,
            "squared coefficient of variation of the service time; 1 for exponential");
    private static final ObjectForm<MultiServer> MULTI = ObjectForm.of(
            "multi-server",
            "Slots that do not disturb one another, all replicas behind one queue.",
            List.of(SERVICE_TIME, SLOTS, ARRIVALS, SERVICE),
            values -> new MultiServer(
                    values.get(SERVICE_TIME), values.get(SLOTS), values.get(ARRIVALS), values.get(SERVICE)));

    private static final Field<BatchingServer, Double> PREFILL = Field.optional(
            "prefill", Forms.SECONDS, 0.0, BatchingServer::prefillSeconds, "time before the first token");
    private static final Field<BatchingServer, Double> TOKENS =
            Field.required("tokens", Forms.atLeast(0), BatchingServer::tokens, "mean tokens of a request");
    private static final Field<BatchingServer, Double> PER_TOKEN = Field.required(
            "perToken", Forms.SECONDS, BatchingServer::perTokenSeconds, "time per token, whatever the batch");
    private static final Field<BatchingServer, Double> PER_REQUEST = Field.required(
            "perTokenAndRequest",
            Forms.SECONDS,
            BatchingServer::perTokenAndRequestSeconds,
            "time per token that each request of the batch adds");
    private static final Field<BatchingServer, Integer> BATCH =
            Field.required("slots", Forms.integer(1, MOST_SLOTS), BatchingServer::slots, "largest batch");
    private static final ObjectForm<BatchingServer> BATCHING = ObjectForm.of(
            "batching-server",
            "A server of which each step takes longer the more requests share it, such as a language model.",
            List.of(PREFILL, TOKENS, PER_TOKEN, PER_REQUEST, BATCH),
            values -> new BatchingServer(
                    values.get(PREFILL),
                    values.get(TOKENS),
                    values.get(PER_TOKEN),
                    values.get(PER_REQUEST),
                    values.get(BATCH)));

    static final OneOfForm<ServiceModel> FORM = new OneOfForm<>(
            "service model",
            List.of(
                    new Alternative<>("multiServer", MultiServer.class, MULTI, false),
                    new Alternative<>("batching", BatchingServer.class, BATCHING, false)));

    private ServiceModels() {}
}
