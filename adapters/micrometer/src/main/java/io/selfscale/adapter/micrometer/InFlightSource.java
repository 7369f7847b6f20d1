package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.spi.MetricSource;

/**
 * Reads how much work is being done: the active tasks of a long task timer, or the value of a gauge. If several match,
 * their sum is read: tags divide one count.
 *
 * <p>No work in flight is a fresh 0. Immutable; safe for concurrent use as far as the meters are.
 */
public final class InFlightSource implements MetricSource {

    private final LevelReader reader;

    InFlightSource(MeterRegistry registry, MeterQuery query) {
        this.reader = new LevelReader(registry, query, Level.Kind.IN_FLIGHT, Aggregation.SUM);
    }

    /**
     * Returns a source that reads one sum for each replica. Meters without the tag are left out.
     *
     * @param tag the tag whose value is the id of the replica, not blank
     * @throws IllegalArgumentException if the tag is blank
     */
    public MetricSource byReplica(String tag) {
        return reader.byReplica(tag);
    }

    @Override
    public Reading read() {
        return reader.read();
    }
}
