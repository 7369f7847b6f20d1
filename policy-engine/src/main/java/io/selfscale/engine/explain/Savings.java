package io.selfscale.engine.explain;

import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings that each part of a delay hangs on, and what another value would have saved. */
final class Savings {

    /** A window that is too long is proposed to be a fifth of it: five minutes become one. */
    private static final int SHORTER_WINDOW = 5;

    /** A window of fewer ticks is no window. */
    private static final int LEAST_TICKS = 2;

    private final NeedSearch.Need need;
    private final double firstValue;
    private final long tick;
    private final @Nullable ScalingSpec spec;
    private final Map<String, Saving> found = new LinkedHashMap<>();

    private Savings(NeedSearch.Need need, double firstValue, long tick, @Nullable ScalingSpec spec) {
        this.need = need;
        this.firstValue = firstValue;
        this.tick = tick;
        this.spec = spec;
    }

    /** Returns what would have saved time: settings before capacity, and what saves most first. */
    static List<Saving> of(
            List<DelayPart> parts, NeedSearch.Need need, double firstValue, long tick, @Nullable ScalingSpec spec) {
        Savings savings = new Savings(need, firstValue, tick, spec);
        for (DelayPart part : parts) {
            savings.add(part);
        }
        List<Saving> sorted = new ArrayList<>(savings.found.values());
        sorted.sort(Comparator.comparing(Saving::kind).thenComparing(Saving::saved, Comparator.reverseOrder()));
        return sorted;
    }

    private void add(DelayPart part) {
        long length = part.length().toNanos();
        switch (part.kind()) {
            case METRIC_LAG -> {
                if (window().isZero() && length > tick) {
                    save("measuring interval of " + part.name(), part.length(), Duration.ofNanos(tick), length - tick);
                }
            }
            case THRESHOLD -> threshold(part);
            case WINDOW -> {
                long window = window().toNanos();
                long shorter = Math.max(window / SHORTER_WINDOW, LEAST_TICKS * tick);
                save(
                        "window of " + part.name(),
                        window(),
                        Duration.ofNanos(shorter),
                        Math.min(length, window - shorter));
            }
            case EVALUATION -> {
                Duration period = period(part.name());
                save("period of " + part.name(), period, Duration.ofNanos(tick), length - tick);
            }
            case EARLIER_CHANGE -> put("step of " + part.name(), "raised so that one scale-out is enough", length);
            case CONSTRAINT -> constraint(part);
            case QUOTA -> put("quota", "raised (" + part.name() + ")", length);
            case STARTUP -> startup(part);
            case NO_DECISIONS, UNATTRIBUTED -> {}
        }
    }

    private Duration window() {
        Evidence evidence = need.evidence();
        return evidence == null ? Duration.ZERO : evidence.window();
    }

    private Duration period(String policy) {
        ScalingSpec known = spec;
        if (known != null) {
            for (Policy<?> item : known.policies()) {
                if (item.name().equals(policy)) {
                    return item.period();
                }
            }
        }
        return Duration.ZERO;
    }

    private void threshold(DelayPart part) {
        Evidence evidence = need.evidence();
        if (evidence == null) {
            return;
        }
        if (part.name().startsWith("tolerance")) {
            put(part.name(), "-> 0", part.length().toNanos());
        } else if (firstValue < evidence.threshold()) {
            String change = Quantity.of(evidence.signal(), evidence.threshold()) + " -> "
                    + Quantity.of(evidence.signal(), firstValue);
            put("threshold of " + part.name(), change, part.length().toNanos());
        }
    }

    private void constraint(DelayPart part) {
        ScalingSpec known = spec;
        Limits limits = known == null ? null : known.limits();
        Duration present = switch (part.name()) {
            case "stabilization" -> limits == null ? Duration.ZERO : limits.stabilizationOut();
            case "cooldown-out" -> limits == null ? Duration.ZERO : limits.cooldownOut();
            default -> Duration.ZERO;
        };
        String name = part.name().equals("stabilization") ? "stabilization-out" : part.name();
        if (present.isZero()) {
            put(name, "relaxed", part.length().toNanos());
        } else {
            save(name, present, Duration.ZERO, part.length().toNanos());
        }
    }

    private void startup(DelayPart part) {
        String pool = part.name().substring(0, Math.max(0, part.name().indexOf(':')));
        put(
                Saving.Kind.CAPACITY,
                "replicas of pool " + pool,
                "kept on stand-by or ordered ahead",
                part.length().toNanos());
    }

    private void save(String setting, Duration present, Duration other, long saved) {
        if (present.compareTo(other) > 0) {
            put(setting, Quantity.seconds(present) + " -> " + Quantity.seconds(other), saved);
        }
    }

    private void put(String setting, String change, long saved) {
        put(Saving.Kind.SETTING, setting, change, saved);
    }

    private void put(Saving.Kind kind, String setting, String change, long saved) {
        if (saved > 0) {
            found.merge(
                    setting,
                    new Saving(kind, setting, change, Duration.ofNanos(saved)),
                    (one, other) ->
                            new Saving(kind, setting, change, one.saved().plus(other.saved())));
        }
    }
}
