package io.selfscale.adapter.yaml.service;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.ListForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.service.ServiceSpec.Decode;
import io.selfscale.adapter.yaml.service.ServiceSpec.Prefill;
import io.selfscale.adapter.yaml.service.ServiceSpec.Startup;
import java.time.Duration;
import java.util.List;

/** A whole document of {@code kind: ServiceModel}. */
final class ServiceForm {

    static final String VERSION = "selfscale.io/v1";
    static final String KIND = "ServiceModel";

    private static final int MOST_SLOTS = 4096;
    private static final int MOST_LEVELS = 50;
    private static final int MOST_CLASSES = 128;

    private static final Field<Prefill, Double> BASE =
            Field.optional("base", Forms.SECONDS, 0.0, Prefill::base, "time of any prefill");
    private static final Field<Prefill, Double> PER_TOKEN = Field.optional(
            "perToken", Forms.SECONDS, 0.0, Prefill::perToken, "time of each token of the prompt, of text or image");
    private static final Field<Prefill, Double> PER_IMAGE_TOKEN = Field.optional(
            "perImageToken",
            Forms.SECONDS,
            0.0,
            Prefill::perImageToken,
            "time of each image token on top, for the vision tower");
    private static final ObjectForm<Prefill> PREFILL = ObjectForm.of(
            "prefill",
            "What a request takes before its first token.",
            List.of(BASE, PER_TOKEN, PER_IMAGE_TOKEN),
            values -> new Prefill(values.get(BASE), values.get(PER_TOKEN), values.get(PER_IMAGE_TOKEN)));

    private static final Field<Decode, Double> ALPHA = Field.required(
            "perToken", Forms.SECONDS, Decode::perToken, "time of each generated token, whatever the batch");
    private static final Field<Decode, Double> BETA = Field.optional(
            "perTokenAndRequest",
            Forms.SECONDS,
            0.0,
            Decode::perTokenAndRequest,
            "time that each request of the batch adds to each token");
    private static final ObjectForm<Decode> DECODE =
            ObjectForm.of("decode", "What each generated token takes.", List.of(ALPHA, BETA), values -> {
                if (values.get(ALPHA) <= 0) {
                    throw new IllegalArgumentException("perToken must be above 0 but was 0");
                }
                return new Decode(values.get(ALPHA), values.get(BETA));
            });

    private static final Field<FaultRates, Double> NEVER_READY = Field.optional(
            "neverReady", Forms.SHARE, 0.0, FaultRates::neverReady, "share of the starts that never become ready");
    private static final Field<FaultRates, Double> CRASHES = Field.optional(
            "crashesPerHour", Forms.atLeast(0), 0.0, FaultRates::crashesPerHour, "crashes of a ready replica per hour");
    private static final Field<FaultRates, Double> INTERRUPTIONS = Field.optional(
            "interruptionsPerHour",
            Forms.atLeast(0),
            0.0,
            FaultRates::interruptionsPerHour,
            "times per hour that a replica of a spot pool is announced to be taken away");
    private static final Field<FaultRates, Duration> NOTICE = Field.optional(
            "interruptionNotice",
            Forms.DURATION,
            FaultRates.NONE.interruptionNotice(),
            FaultRates::interruptionNotice,
            "time from that announcement until it is gone");
    private static final ObjectForm<FaultRates> FAULTS = ObjectForm.of(
            "faults",
            "What goes wrong with replicas.",
            List.of(NEVER_READY, CRASHES, INTERRUPTIONS, NOTICE),
            values -> new FaultRates(
                    values.get(NEVER_READY), values.get(CRASHES), values.get(INTERRUPTIONS), values.get(NOTICE)));

    private static final Field<Door, Integer> QUEUE = Field.optional(
            "queue",
            Forms.integer(0, Integer.MAX_VALUE),
            Integer.MAX_VALUE,
            Door::queue,
            "requests that may wait; more are rejected");
    private static final Field<Door, Duration> PATIENCE = Field.optional(
            "patience", Forms.POSITIVE_DURATION, Door::patience, "time after which a waiting request gives up");
    private static final Field<Door, Double> CACHE = Field.optional(
            "cacheHitShare",
            Forms.SHARE,
            0.0,
            Door::cacheHitShare,
            "share of the requests that a result cache answers at once");
    private static final ObjectForm<Door> DOOR = ObjectForm.of(
            "frontDoor",
            "How requests are let in.",
            List.of(QUEUE, PATIENCE, CACHE),
            values -> new Door(values.get(QUEUE), values.orNull(PATIENCE), values.get(CACHE), List.of()));

    private static final Field<Door.Level, String> LEVEL_NAME =
            Field.required("name", Forms.TEXT, Door.Level::name, "as in the brownout ladder of the policy");
    private static final Field<Door.Level, Double> IMAGE_SHARE = Field.optional(
            "imageShare", Forms.SHARE, 1.0, Door.Level::imageShare, "image tokens that are left of a request's");
    private static final Field<Door.Level, Double> OUTPUT_SHARE = Field.optional(
            "outputShare",
            Forms.SHARE,
            1.0,
            Door.Level::outputShare,
            "tokens that are generated, of those in full service");
    private static final Field<Door.Level, Integer> CLASSES = Field.optional(
            "classes",
            Forms.integer(1, MOST_CLASSES),
            MOST_CLASSES,
            Door.Level::classes,
            "priority classes that are let in: 2 lets in classes 0 and 1");
    private static final ObjectForm<Door.Level> LEVEL = ObjectForm.of(
            "level",
            "A degraded level of service.",
            List.of(LEVEL_NAME, IMAGE_SHARE, OUTPUT_SHARE, CLASSES),
            values -> new Door.Level(
                    values.get(LEVEL_NAME), values.get(IMAGE_SHARE), values.get(OUTPUT_SHARE), values.get(CLASSES)));

    private static final Field<ServiceSpec, String> API_VERSION =
            Field.required("apiVersion", Forms.word(VERSION), service -> VERSION, "the version of this form");
    private static final Field<ServiceSpec, String> DOCUMENT_KIND =
            Field.required("kind", Forms.word(KIND), service -> KIND, "tells services from other documents");
    private static final Field<ServiceSpec, String> NAME =
            Field.required("name", Forms.TEXT, ServiceSpec::name, "what it is called in reports");
    private static final Field<ServiceSpec, Integer> SLOTS = Field.required(
            "slots", Forms.integer(1, MOST_SLOTS), ServiceSpec::slots, "requests that a replica serves together");
    private static final Field<ServiceSpec, Prefill> PREFILL_TIME = Field.optional(
            "prefill",
            PREFILL,
            new Prefill(0, 0, 0),
            ServiceSpec::prefill,
            "what a request takes before its first token");
    private static final Field<ServiceSpec, Decode> DECODE_TIME =
            Field.required("decode", DECODE, ServiceSpec::decode, "what each generated token takes");
    private static final Field<ServiceSpec, Startup> STARTUP = Field.required(
            "startup",
            StartupForm.FORM,
            ServiceSpec::startup,
            "how long a replica takes from its order until it serves");
    private static final Field<ServiceSpec, Double> PRICE = Field.optional(
            "pricePerHour", Forms.atLeast(0), 0.0, ServiceSpec::pricePerHour, "money per hour of one replica");
    private static final Field<ServiceSpec, FaultRates> FAULT_RATES =
            Field.optional("faults", FAULTS, FaultRates.NONE, ServiceSpec::faults, "what goes wrong with replicas");
    private static final Field<ServiceSpec, Door> FRONT_DOOR = Field.optional(
            "frontDoor",
            DOOR,
            Door.OPEN,
            service -> new Door(
                    service.door().queue(),
                    service.door().patience(),
                    service.door().cacheHitShare(),
                    List.of()),
            "how requests are let in; by default everybody may wait");
    private static final Field<ServiceSpec, List<Door.Level>> BROWNOUT = Field.optional(
            "brownout",
            new ListForm<>(LEVEL, 0, MOST_LEVELS),
            List.of(),
            service -> service.door().levels(),
            "what each rung of the policy's brownout ladder gives, from rung 1 on");

    static final ObjectForm<ServiceSpec> FORM = ObjectForm.of(
            KIND,
            "What one replica of a service is like.",
            List.of(
                    API_VERSION,
                    DOCUMENT_KIND,
                    NAME,
                    SLOTS,
                    PREFILL_TIME,
                    DECODE_TIME,
                    STARTUP,
                    PRICE,
                    FAULT_RATES,
                    FRONT_DOOR,
                    BROWNOUT),
            values -> {
                Door door = values.get(FRONT_DOOR);
                return new ServiceSpec(
                        values.get(NAME),
                        values.get(SLOTS),
                        values.get(PREFILL_TIME),
                        values.get(DECODE_TIME),
                        values.get(STARTUP),
                        values.get(PRICE),
                        values.get(FAULT_RATES),
                        new Door(door.queue(), door.patience(), door.cacheHitShare(), values.get(BROWNOUT)));
            });

    private ServiceForm() {}
}
