package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * The meters that a query found.
 *
 * @param registry the registry that holds them, not a composite one if there are any
 * @param meters of any type, in a fixed order; may be empty
 */
record MeterMatch(MeterRegistry registry, List<Meter> meters) {

    /** Returns why there is no value although a meter of a certain kind was wanted. */
    String nothingUsable(MeterQuery query, String wanted) {
        return meters.isEmpty()
                ? "no meter named " + query
                : "meter " + query + " is a " + MeterWords.kindOf(meters.get(0)) + ", not a " + wanted;
    }
}
