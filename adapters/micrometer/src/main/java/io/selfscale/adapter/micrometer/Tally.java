package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.step.StepCounter;
import io.micrometer.core.instrument.step.StepDistributionSummary;
import io.micrometer.core.instrument.step.StepFunctionCounter;
import io.micrometer.core.instrument.step.StepFunctionTimer;
import io.micrometer.core.instrument.step.StepTimer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one meter has counted up to now.
 *
 * @param meter the meter
 * @param count of a counter its value, in seconds if it counts time; of a timer or summary the number of recordings
 * @param total of a timer or summary the sum of its recordings, in seconds if they are durations; otherwise 0
 */
record Tally(Meter meter, double count, double total) {

    /** Returns what a meter has counted, or null if it is of a type that counts nothing. */
    static @Nullable Tally of(Meter meter) {
        if (meter instanceof Counter counter) {
            return new Tally(meter, counter.count() * DurationUnit.secondsPerUnit(meter), 0);
        }
        if (meter instanceof FunctionCounter counter) {
            return new Tally(meter, counter.count() * DurationUnit.secondsPerUnit(meter), 0);
        }
        return ofRecordings(meter);
    }

    /** Returns what a timer or summary has recorded, or null if the meter is neither. */
    static @Nullable Tally ofRecordings(Meter meter) {
        if (meter instanceof Timer timer) {
            return new Tally(meter, timer.count(), timer.totalTime(TimeUnit.SECONDS));
        }
        if (meter instanceof DistributionSummary summary) {
            return new Tally(meter, summary.count(), summary.totalAmount() * DurationUnit.secondsPerUnit(meter));
        }
        if (meter instanceof FunctionTimer timer) {
            return new Tally(meter, timer.count(), timer.totalTime(TimeUnit.SECONDS));
        }
        return null;
    }

    /** Tells whether the meter counts anew in each step of a pushing registry, so that differences mean nothing. */
    static boolean isByStep(Meter meter) {
        return meter instanceof StepCounter
                || meter instanceof StepFunctionCounter<?>
                || meter instanceof StepTimer
                || meter instanceof StepFunctionTimer<?>
                || meter instanceof StepDistributionSummary;
    }

    /** Tells whether the meter counts from zero on; one that reads a count of somebody else's need not. */
    boolean beginsAtZero() {
        return !(meter instanceof FunctionCounter || meter instanceof FunctionTimer);
    }

    boolean isFinite() {
        return Double.isFinite(count) && Double.isFinite(total);
    }

    String inWords() {
        return total == 0 ? "" + count : "count " + count + ", total " + total;
    }
}
