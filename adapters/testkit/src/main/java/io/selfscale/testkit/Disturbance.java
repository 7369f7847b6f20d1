package io.selfscale.testkit;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What can go wrong with an observation on its way to a decision. */
public enum Disturbance {
    /** The signal has no reading. */
    NO_READING(Effect.BLIND),
    /** The reading is absent. */
    ABSENT(Effect.BLIND),
    /** Every sample is a day old. */
    STALE(Effect.BLIND),
    /** Every sample was measured as NaN. */
    NOT_A_NUMBER(Effect.BLIND),
    /** Every sample was measured as infinite. */
    INFINITE(Effect.BLIND),
    /** Every sample was measured as negative. */
    NEGATIVE(Effect.BLIND),
    /** No replica answers. */
    ALL_SILENT(Effect.BLIND),
    /** One ready replica does not answer. */
    ONE_SILENT(Effect.BLIND),
    /** The sample of one ready replica is a day old. */
    ONE_STALE(Effect.BLIND),
    /** Only replicas that do not belong to the target answer. */
    FOREIGN_ONLY(Effect.BLIND),
    /** Every sample is finite, and so large that any sum of them is not. */
    HUGE(Effect.GARBAGE),
    /** Every sample claims to be fresh and has the greatest age there is. */
    HUGE_AGE(Effect.HARMLESS),
    /** The inventory could not be read. */
    UNKNOWN_INVENTORY(Effect.GARBAGE);

    private enum Effect {
        BLIND,
        GARBAGE,
        HARMLESS
    }

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration GREATEST_AGE = Duration.ofSeconds(Long.MAX_VALUE);

    private final Effect effect;

    Disturbance(Effect effect) {
        this.effect = effect;
    }

    /** Tells whether it makes a required signal absent or stale (invariant 2). */
    public boolean isBlinding() {
        return effect == Effect.BLIND;
    }

    /** Tells whether a decision must not scale in on it (invariants 2 and 15), if the signal is required. */
    public boolean isForbiddingScaleIn() {
        return effect != Effect.HARMLESS;
    }

    /**
     * Returns the observation with this disturbance.
     *
     * @param signal the signal that is affected, if signals are
     */
    public Observation apply(Observation observation, Signal signal) {
        if (this == UNKNOWN_INVENTORY) {
            return Observations.withInventory(observation, Inventory.unknown("the pool did not answer"));
        }
        Reading reading = observation.readings().get(signal);
        if (this == NO_READING || reading == null) {
            return Observations.withoutReading(observation, signal);
        }
        return Observations.withReading(observation, signal, disturb(reading));
    }

    private Reading disturb(Reading reading) {
        return switch (this) {
            case ABSENT -> Reading.absent("the source failed");
            case STALE -> each(reading, sample -> Observations.aged(sample, DAY));
            case NOT_A_NUMBER -> each(reading, sample -> Sample.of(Double.NaN));
            case INFINITE -> each(reading, sample -> Sample.of(Double.POSITIVE_INFINITY));
            case NEGATIVE -> each(reading, sample -> Sample.of(-1));
            case HUGE -> each(reading, sample -> Sample.of(Double.MAX_VALUE));
            case HUGE_AGE -> each(reading, Disturbance::withGreatestAge);
            case ALL_SILENT -> byReplica(reading, Map.of());
            case ONE_SILENT -> first(reading, sample -> Sample.absent("the replica did not answer"));
            case ONE_STALE -> first(reading, sample -> Observations.aged(sample, DAY));
            case FOREIGN_ONLY -> byReplica(reading, Map.of("stranger-1", Sample.of(0), "stranger-2", Sample.of(0)));
            case NO_READING, UNKNOWN_INVENTORY -> throw new AssertionError(this);
        };
    }

    private static Sample withGreatestAge(Sample sample) {
        return sample instanceof Sample.Fresh fresh ? new Sample.Fresh(fresh.value(), GREATEST_AGE) : sample;
    }

    private static Reading each(Reading reading, UnaryOperator<Sample> change) {
        if (reading instanceof Reading.Whole whole) {
            return Reading.of(change.apply(whole.sample()));
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        ((Reading.ByReplica) reading).samples().forEach((id, sample) -> samples.put(id, change.apply(sample)));
        return Reading.byReplica(samples);
    }

    /** A reading of the whole has no replicas to be silent: it is absent instead. */
    private static Reading byReplica(Reading reading, Map<String, Sample> samples) {
        return reading instanceof Reading.ByReplica ? Reading.byReplica(samples) : Reading.absent("nobody answered");
    }

    private static Reading first(Reading reading, UnaryOperator<Sample> change) {
        if (!(reading instanceof Reading.ByReplica byReplica)
                || byReplica.samples().isEmpty()) {
            return Reading.absent("nobody answered");
        }
        Map<String, Sample> samples = new LinkedHashMap<>(byReplica.samples());
        String id = samples.keySet().iterator().next();
        samples.computeIfPresent(id, (key, sample) -> change.apply(sample));
        return Reading.byReplica(samples);
    }
}
