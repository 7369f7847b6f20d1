package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.engine.kpa.KpaTarget;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The built-in policies to compare with, by name. */
public final class Baselines {

    private static final List<String> NAMES = List.of(
            "static-peak",
            "static-mean",
            "hpa-default",
            "hpa-0.4",
            "hpa-expert",
            "hpa-tuned",
            "kpa-default",
            "founding-table",
            "clairvoyant");

    private static final Duration TICK = Duration.ofSeconds(15);

    /** Target of {@code hpa-default}: 80 %, as the Horizontal Pod Autoscaler has for CPU. */
    private static final double DEFAULT_SHARE = 0.8;

    /** What somebody who knows it sets: more head-room, and half an hour before it scales in. */
    private static final Hpa EXPERT = new Hpa(0.6, Duration.ofMinutes(30));

    /** Utilization that Knative aims for by default. */
    private static final double KNATIVE_SHARE = 0.7;

    /**
     * How much the founding table adds at a time (semantics section 7.5 leaves it open): with a quarter it comes nearest to
     * the published figures of the standard world; one replica at a time does not follow these loads at all.
     */
    private static final StepSize FOUNDING_STEP = new StepSize.Percent(25);

    private static final String HPA_PREFIX = "hpa-";
    private static final Pattern HPA_SHARE = Pattern.compile("\\d(?:\\.\\d{1,3})?");

    private Baselines() {}

    /** Returns the names of all of them. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Returns a baseline, or null if none has that name. Beside {@link #names()} there is {@code hpa-X} for every target X,
     * as a share of the slots, such as {@code hpa-0.55}.
     */
    public static @Nullable Contender named(String name) {
        return switch (name) {
            case "static-peak" -> new StaticPeak(name);
            case "static-mean" -> new StaticMean(name);
            case "hpa-default" -> new Hpa(DEFAULT_SHARE).contender(name);
            case "hpa-expert" -> EXPERT.contender(name);
            case "hpa-tuned" -> new TunedHpa(name);
            case "kpa-default" -> knative(name);
            case "founding-table" -> foundingTable(name);
            case "clairvoyant" -> new Clairvoyant(name);
            default -> hpa(name);
        };
    }

    private static @Nullable Contender hpa(String name) {
        if (!name.startsWith(HPA_PREFIX)) {
            return null;
        }
        String number = name.substring(HPA_PREFIX.length());
        if (!HPA_SHARE.matcher(number).matches()) {
            return null;
        }
        double share = Double.parseDouble(number);
        return share > 0 ? new Hpa(share).contender(name) : null;
    }

    private static Contender knative(String name) {
        Signal inFlight = Signal.total("requests_in_flight", "requests");
        return new EngineBaseline(name, "", setting -> {
            int slots = setting.world().replica().slots();
            return ScalingSpec.builder(ScalingTarget.of(name).replicas(1, 1))
                    .tick(TICK)
                    .signal(inFlight)
                    .policy(KnativeScaling.of(inFlight, new KpaTarget(KNATIVE_SHARE * slots, slots)))
                    .build();
        });
    }

    private static Contender foundingTable(String name) {
        Signal utilization = Signal.ratio("utilization");
        Signal wait = Signal.duration("wait");
        Signal inFlight = Signal.perReplica("requests_in_flight", "requests");
        ScalingSpecBuilder spec = ScalingSpec.builder(ScalingTarget.of(name).replicas(1, 1))
                .tick(TICK)
                .signal(utilization)
                .signal(wait)
                .signal(inFlight);
        for (Policy<?> policy : FoundingTable.of(utilization, wait, inFlight)) {
            spec.policy(policy instanceof ThresholdBand band ? band.adding(FOUNDING_STEP) : policy);
        }
        ScalingSpec built = spec.build();
        return new EngineBaseline(name, "", setting -> built);
    }
}
