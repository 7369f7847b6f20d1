package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.engine.forecast.Forecaster;
import io.selfscale.engine.forecast.SeasonalNaive;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Raises the floor to what arrivals are forecast to need when replicas ordered now are ready (semantics section 11).
 *
 * <p>Arrivals are averaged over buckets of local time, each bucket is a step of the model, and the forecast reaches as
 * far as the 95th percentile of the start-up time and one period. What counts is an upper quantile: the forecast and that
 * quantile of its own errors lately, and the greatest of the buckets up to there, since a peak that is not over must not
 * be given up for a calmer time after it. Zero arrivals are a value; a bucket mostly without values is skipped.
 *
 * <p>It never proposes fewer replicas, and no more until forecasts have proved good: their mean absolute error is below
 * that of the better baseline (the value a season before, the last value; a hundredth of the mean at least), and the share of values below the upper
 * quantile is within ten points of what it should be. Otherwise it abstains. While arrivals cannot be seen it forbids
 * scaling in, and goes on forecasting from what it knows.
 *
 * <p>The memory survives a restart, the season with it. The hour that comes twice in autumn is learned once, the one
 * that is skipped in spring not at all. Immutable; each method returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param arrivals work that arrives per second, a {@link SignalKind#TOTAL}
 * @param perReplica arrivals per second that one replica serves, positive; null for what the demand of the target says
 * @param model how it is forecast
 * @param bucket length of a step, at least a minute and a divisor of a day
 * @param zone whose local time the season follows
 * @param gate what a forecast must have shown
 * @param period how often it is evaluated, positive
 */
public record Forecast(
        String name,
        Signal arrivals,
        @Nullable Double perReplica,
        Forecaster model,
        Duration bucket,
        ZoneId zone,
        Gate gate,
        Duration period)
        implements Policy<ForecastMemory> {

    /** The period unless said otherwise. */
    public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(15);

    /** How many buckets ahead it looks at most. */
    private static final int MAX_AHEAD = 32;

    /** A wall clock set back by less than this is the hour that comes twice. */
    private static final Duration LARGEST_REPEAT = Duration.ofHours(3);

    /**
     * What a forecast must have shown before it is followed.
     *
     * @param quantile upper quantile that is forecast, in (0, 1)
     * @param window forecasts over which they are judged, at least 1; older ones fade
     * @param fewest forecasts without which they are not judged, at least 1
     */
    public record Gate(double quantile, int window, int fewest) {

        /** How far the share of values below the quantile may be from it. */
        public static final double COVERAGE_TOLERANCE = 0.1;

        /** The 80th percentile, judged by about two hundred forecasts: two days of quarters of an hour. */
        public static final Gate DEFAULT = new Gate(0.8, 192, 24);

        public Gate {
            if (!(quantile > 0 && quantile < 1)) {
                throw new IllegalArgumentException("quantile must be in (0, 1) but was " + quantile);
            }
            if (window < 1 || fewest < 1) {
                throw new IllegalArgumentException(
                        "window and fewest must be at least 1 but were " + window + " and " + fewest);
            }
        }
    }

    public Forecast {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(gate, "gate");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a policy must not be blank");
        }
        if (arrivals.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException("a forecast needs arrivals of kind TOTAL but " + arrivals + " is "
                    + arrivals.kind() + "; a value per replica changes with every scaling");
        }
        if (perReplica != null && (!(perReplica > 0) || !Double.isFinite(perReplica))) {
            throw new IllegalArgumentException("perReplica must be positive but was " + perReplica);
        }
        boolean divides = bucket.compareTo(Duration.ofMinutes(1)) >= 0
                && Duration.ofDays(1).toNanos() % bucket.toNanos() == 0;
        if (!divides) {
            throw new IllegalArgumentException(
                    "bucket must be at least a minute and divide a day, such as PT15M, but was " + bucket);
        }
        if (period.isNegative() || period.isZero() || period.compareTo(bucket) > 0) {
            throw new IllegalArgumentException(
                    "period must be positive and at most the bucket " + bucket + " but was " + period);
        }
    }

    /** Returns a forecast of arrivals that a replica serves so many of, by local time of a zone. */
    public static Forecast of(Signal arrivals, double perReplica, Forecaster model, Duration bucket, ZoneId zone) {
        return new Forecast(
                "forecast of " + arrivals, arrivals, perReplica, model, bucket, zone, Gate.DEFAULT, DEFAULT_PERIOD);
    }

    /** Returns this with the capacity of a replica as the demand of the target says. */
    public Forecast withCapacityOfDemand() {
        return new Forecast(name, arrivals, null, model, bucket, zone, gate, period);
    }

    /** Returns this with another gate. */
    public Forecast gatedBy(Gate gate) {
        return new Forecast(name, arrivals, perReplica, model, bucket, zone, gate, period);
    }

    /** Returns this evaluated once in each period; 15 s by default. */
    public Forecast every(Duration period) {
        return new Forecast(name, arrivals, perReplica, model, bucket, zone, gate, period);
    }

    /** Returns this under another name. */
    public Forecast named(String name) {
        return new Forecast(name, arrivals, perReplica, model, bucket, zone, gate, period);
    }

    @Override
    public Set<Signal> signals() {
        return Set.of(arrivals);
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public ForecastMemory initialMemory() {
        return new ForecastMemory(ForecastProgress.initial(this));
    }

    @Override
    public MemoryCodec<ForecastMemory> memoryCodec() {
        return ForecastMemory.codec(this);
    }

    @Override
    public PolicyResult<ForecastMemory> propose(View view, ForecastMemory memory) {
        if (!WallTime.isPlausible(view.wallTime())) {
            return new PolicyResult<>(
                    Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, "the wall clock reads " + view.wallTime()), memory);
        }
        Sample sample = view.current(arrivals);
        int ahead = ahead(view);
        ForecastProgress next = learned(memory.progress(), sample, index(view.wallTime()), ahead);
        return new PolicyResult<>(
                seen(proposal(view, next, ahead), sample, view.requested()), new ForecastMemory(next));
    }

    /** Returns the bucket that a moment is in: buckets of local time since its epoch. */
    private long index(Instant at) {
        long localSeconds = at.getEpochSecond() + zone.getRules().getOffset(at).getTotalSeconds();
        return Math.floorDiv(localSeconds, bucket.toSeconds());
    }

    /** Returns how many buckets after the last closed one the forecast is for: 1 is the one that is open. */
    private int ahead(View view) {
        Duration horizon = view.startupTime(0.95).plus(period);
        if (horizon.compareTo(bucket.multipliedBy(MAX_AHEAD)) > 0) {
            return MAX_AHEAD;
        }
        long buckets = index(view.wallTime().plus(horizon)) - index(view.wallTime());
        return (int) Math.max(1, Math.min(MAX_AHEAD, buckets + 1));
    }

    private ForecastProgress learned(ForecastProgress memory, Sample sample, long index, int ahead) {
        ForecastProgress.Bucket open = memory.open();
        ForecastProgress next = memory;
        if (open == null) {
            open = ForecastProgress.Bucket.empty(index);
        } else if (index > open.index()) {
            next = memory.closed(this, open, index, ahead);
            open = ForecastProgress.Bucket.empty(index);
        } else if (index < open.index()) {
            if (open.index() - index <= LARGEST_REPEAT.dividedBy(bucket)) {
                return memory;
            }
            next = memory.setBackTo(this, open, index);
            open = ForecastProgress.Bucket.empty(index);
        }
        return next.withOpen(sample instanceof Sample.Fresh fresh ? open.plus(fresh.value()) : open.withoutValue());
    }

    private Proposal proposal(View view, ForecastProgress memory, int ahead) {
        ForecastAccuracy accuracy = memory.accuracy();
        boolean isSeasonalNaive = model instanceof SeasonalNaive;
        double margin = accuracy.margin(gate.quantile());
        double greatest = Double.NEGATIVE_INFINITY;
        for (int step = 1; step <= ahead; step++) {
            OptionalDouble predicted = model.forecast(memory.series(), step);
            greatest = Math.max(greatest, predicted.orElse(Double.NEGATIVE_INFINITY) + margin);
        }
        if (!accuracy.isJudged(gate) || !Double.isFinite(greatest)) {
            return Proposal.abstain(
                    ReasonCode.LEARNING,
                    memory.series().seen() + " buckets seen, "
                            + accuracy.coverage().count() + " of " + gate.fewest() + " forecasts judged");
        }
        if (!accuracy.isGood(gate, isSeasonalNaive)) {
            return Proposal.abstain(ReasonCode.FORECAST_INACCURATE, accuracy.describe(gate, isSeasonalNaive));
        }
        Double capacity = capacity(view);
        if (capacity == null) {
            return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, "the capacity of a replica is not known");
        }
        double expected = Math.max(0, greatest);
        Duration horizon = view.startupTime(0.95).plus(period);
        return Proposal.floor(
                Math.max(0, Rounding.ceil(expected / capacity)),
                ReasonCode.FORECAST,
                accuracy.describe(gate, isSeasonalNaive),
                new Evidence(
                        arrivals,
                        String.format(Locale.ROOT, "p%.0f within %d s", 100 * gate.quantile(), horizon.toSeconds()),
                        expected,
                        Comparison.TARGET,
                        capacity,
                        Duration.ZERO,
                        1));
    }

    private @Nullable Double capacity(View view) {
        if (perReplica != null) {
            return perReplica;
        }
        Demand demand = view.demand();
        return demand == null ? null : demand.capacityPerReplica();
    }

    /** A floor says nothing against scaling in above it, so that without sight of arrivals it is not enough. */
    private Proposal seen(Proposal proposal, Sample sample, int requested) {
        boolean isEnough = proposal instanceof Proposal.Veto
                || (proposal instanceof Proposal.Bounds bounds && bounds.floor() >= requested);
        if (sample.isFresh() || isEnough) {
            return proposal;
        }
        String why = sample instanceof Sample.Absent absent ? absent.reason() : "too old";
        return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, arrivals + " is " + why);
    }
}
