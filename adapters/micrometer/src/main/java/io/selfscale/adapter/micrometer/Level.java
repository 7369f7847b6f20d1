package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.TimeGauge;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The present value of one meter that goes up and down.
 *
 * @param meter the meter
 * @param value any double; in seconds if it is a duration
 */
record Level(Meter meter, double value) {

    /** Which meters have a level. */
    enum Kind {
        /** Gauges of any sort. */
        GAUGE("gauge"),
        /** Long task timers, for their active tasks, and gauges. */
        IN_FLIGHT("long task timer or gauge");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Returns the levels of the suitable meters, in the same order. */
    static List<Level> of(List<Meter> meters, Kind kind) {
        return meters.stream()
                .filter(meter -> suits(meter, kind))
                .map(Level::of)
                .toList();
    }

    /** Returns why the value cannot be used, or null if it can. */
    @Nullable
    String problem() {
        if (!Double.isFinite(value)) {
            return "meter " + MeterWords.nameOf(meter) + " is not a finite number: " + value;
        }
        return value < 0 ? "meter " + MeterWords.nameOf(meter) + " is negative: " + value : null;
    }

    private static boolean suits(Meter meter, Kind kind) {
        return meter instanceof Gauge || (kind == Kind.IN_FLIGHT && meter instanceof LongTaskTimer);
    }

    private static Level of(Meter meter) {
        if (meter instanceof LongTaskTimer timer) {
            return new Level(meter, timer.activeTasks());
        }
        if (meter instanceof TimeGauge gauge) {
            return new Level(meter, gauge.value(TimeUnit.SECONDS));
        }
        if (meter instanceof Gauge gauge) {
            return new Level(meter, gauge.value() * DurationUnit.secondsPerUnit(meter));
        }
        throw new AssertionError(meter);
    }
}
