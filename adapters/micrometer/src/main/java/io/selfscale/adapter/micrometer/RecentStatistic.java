package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** A statistic that a timer or summary keeps over its own decaying window, and which is 0 once that is empty. */
sealed interface RecentStatistic {

    /** Returns the value, in seconds if it is a duration, or nothing if the meter does not keep this statistic. */
    OptionalDouble of(Meter meter);

    /** Returns what to do about a meter that does not keep it. */
    String remedy();

    /** Tells whether the greatest of several meters' values is the value of all their recordings together. */
    boolean isGreatestOfAll();

    /** The greatest recording. */
    record Max() implements RecentStatistic {
        @Override
        public OptionalDouble of(Meter meter) {
            if (meter instanceof Timer timer) {
                return OptionalDouble.of(timer.max(TimeUnit.SECONDS));
            }
            if (meter instanceof DistributionSummary summary) {
                return OptionalDouble.of(summary.max() * DurationUnit.secondsPerUnit(meter));
            }
            return OptionalDouble.empty();
        }

        @Override
        public String remedy() {
            return "has no maximum";
        }

        @Override
        public boolean isGreatestOfAll() {
            return true;
        }
    }

    /**
     * A percentile that the meter publishes.
     *
     * @param share in (0, 1]
     */
    record Percentile(double share) implements RecentStatistic {

        private static final double SAME = 1e-9;

        public Percentile {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("percentile must be in (0, 1], such as 0.95, but was " + share);
            }
        }

        @Override
        public OptionalDouble of(Meter meter) {
            if (meter instanceof Timer timer) {
                return find(timer.takeSnapshot().percentileValues(), /* isTime= */ true, 1);
            }
            if (meter instanceof DistributionSummary summary) {
                return find(
                        summary.takeSnapshot().percentileValues(),
                        /* isTime= */ false,
                        DurationUnit.secondsPerUnit(meter));
            }
            return OptionalDouble.empty();
        }

        @Override
        public String remedy() {
            return "does not publish percentile " + share + ": register it with publishPercentiles(" + share
                    + "), or configure that by a MeterFilter";
        }

        @Override
        public boolean isGreatestOfAll() {
            return false;
        }

        private OptionalDouble find(ValueAtPercentile[] values, boolean isTime, double scale) {
            for (ValueAtPercentile value : values) {
                if (Math.abs(value.percentile() - share) < SAME) {
                    return OptionalDouble.of(isTime ? value.value(TimeUnit.SECONDS) : value.value() * scale);
                }
            }
            return OptionalDouble.empty();
        }
    }
}
