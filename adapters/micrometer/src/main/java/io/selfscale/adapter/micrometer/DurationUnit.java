package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Meter;

/** Base units of meters that are units of time. */
final class DurationUnit {

    private DurationUnit() {}

    /** Returns the seconds in one base unit of a meter, or 1 if its base unit is none of time. */
    static double secondsPerUnit(Meter meter) {
        String unit = meter.getId().getBaseUnit();
        if (unit == null) {
            return 1;
        }
        return switch (unit) {
            case "ns", "nanoseconds" -> 1e-9;
            case "us", "\u00b5s", "microseconds" -> 1e-6;
            case "ms", "milliseconds" -> 1e-3;
            case "minutes" -> 60;
            case "hours" -> 3_600;
            case "days" -> 86_400;
            default -> 1;
        };
    }
}
