package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as Amazon CloudWatch has them: a metric is on the wrong side of a threshold in M of the last N periods
 * (semantics section 4.4).
 *
 * @param signal what is watched
 * @param comparison which side of the threshold breaches
 * @param threshold finite, at least 0, in the unit of the signal
 * @param breaching datapoints that must breach, M, at least 1
 * @param datapoints datapoints that are looked at, N, at least M and at most {@value #MOST_DATAPOINTS}
 * @param period time between two datapoints, each the mean over that time; positive, at least the tick of the target
 * @param missing what a datapoint counts as that is not there
 */
public record MetricAlarm(
        Signal signal,
        Comparison comparison,
        double threshold,
        int breaching,
        int datapoints,
        Duration period,
        MissingData missing) {

    /** The largest number of datapoints that is remembered. */
    public static final int MOST_DATAPOINTS = 60;

    /** Which side of the threshold breaches. */
    public enum Comparison {
        /** At the threshold or above. */
        AT_LEAST,
        /** Above the threshold. */
        ABOVE,
        /** At the threshold or below. */
        AT_MOST,
        /** Below the threshold. */
        BELOW;

        boolean isUpward() {
            return this == AT_LEAST || this == ABOVE;
        }

        boolean holds(double value, double threshold) {
            return switch (this) {
                case AT_LEAST -> !Rounding.isBelow(value, threshold);
                case ABOVE -> Rounding.isAbove(value, threshold);
                case AT_MOST -> !Rounding.isAbove(value, threshold);
                case BELOW -> Rounding.isBelow(value, threshold);
            };
        }
    }

    /** What a datapoint counts as that is not there. */
    public enum MissingData {
        /** Nothing: without enough others there is no state, and no action. */
        MISSING,
        /** Nothing: without enough others the alarm stays as it was. */
        IGNORE,
        /** One that breaches, by the least a breach can be; on the way out only. */
        BREACHING,
        /** One that does not breach. */
        NOT_BREACHING
    }

    /** What an alarm says. */
    enum State {
        /** Too few datapoints breach. */
        OK,
        /** Enough datapoints breach. */
        ALARM,
        /** There are not enough datapoints to tell. */
        INSUFFICIENT
    }

    /**
     * The metric in one period.
     *
     * @param value the mean, or null if there was no measurement
     * @param complete whether every replica that should have contributed did
     */
    public record Datapoint(@Nullable Double value, boolean complete) {

        static final Datapoint MISSING = new Datapoint(null, false);
    }

    public MetricAlarm {
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(comparison, "comparison");
        Objects.requireNonNull(missing, "missing");
        if (!Double.isFinite(threshold) || threshold < 0) {
            throw new IllegalArgumentException(
                    "the threshold of an alarm must be finite and at least 0 but was " + threshold);
        }
        if (breaching < 1 || datapoints < breaching || datapoints > MOST_DATAPOINTS) {
            throw new IllegalArgumentException("1 <= M <= N <= " + MOST_DATAPOINTS + " must hold for an alarm but was "
                    + breaching + " of " + datapoints);
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the period of an alarm must be positive but was " + period);
        }
    }

    /** Returns an alarm when the signal has been at least so high in the last minute. */
    public static MetricAlarm atLeast(Signal signal, double threshold) {
        return of(signal, Comparison.AT_LEAST, threshold);
    }

    /** Returns an alarm when the signal has been at most so high in the last minute. */
    public static MetricAlarm atMost(Signal signal, double threshold) {
        return of(signal, Comparison.AT_MOST, threshold);
    }

    private static MetricAlarm of(Signal signal, Comparison comparison, double threshold) {
        return new MetricAlarm(signal, comparison, threshold, 1, 1, Duration.ofMinutes(1), MissingData.MISSING);
    }

    /** Returns this needing {@code breaching} of the last {@code datapoints} to breach; one of one by default. */
    public MetricAlarm in(int breaching, int datapoints) {
        return new MetricAlarm(signal, comparison, threshold, breaching, datapoints, period, missing);
    }

    /** Returns this with another time between datapoints; one minute by default. */
    public MetricAlarm every(Duration period) {
        return new MetricAlarm(signal, comparison, threshold, breaching, datapoints, period, missing);
    }

    /** Returns this treating missing datapoints otherwise; {@link MissingData#MISSING} by default. */
    public MetricAlarm treating(MissingData missing) {
        return new MetricAlarm(signal, comparison, threshold, breaching, datapoints, period, missing);
    }

    /**
     * Returns what the alarm says.
     *
     * @param points the last datapoints, at most as many as are looked at; earlier ones are missing
     * @param before whether it was in alarm before
     */
    State state(List<Datapoint> points, boolean before) {
        int over = 0;
        int under = 0;
        for (Datapoint point : points) {
            if (point.value() != null) {
                boolean breaches = comparison.holds(point.value(), threshold);
                over += breaches ? 1 : 0;
                under += breaches ? 0 : 1;
            }
        }
        int absent = datapoints - over - under;
        over += missing == MissingData.BREACHING ? absent : 0;
        under += missing == MissingData.NOT_BREACHING ? absent : 0;
        if (over >= breaching) {
            return State.ALARM;
        }
        if (under > datapoints - breaching) {
            return State.OK;
        }
        if (missing == MissingData.IGNORE) {
            return before ? State.ALARM : State.OK;
        }
        return State.INSUFFICIENT;
    }

    /** Tells whether enough datapoints breach that are there and complete, whatever missing ones count as. */
    boolean isSeenToBreach(List<Datapoint> points) {
        int over = 0;
        for (Datapoint point : points) {
            Double value = point.value();
            over += value != null && point.complete() && comparison.holds(value, threshold) ? 1 : 0;
        }
        return over >= breaching;
    }
}
