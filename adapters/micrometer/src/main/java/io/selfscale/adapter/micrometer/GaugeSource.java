package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.spi.MetricSource;

/**
 * Reads the value of a gauge; of a time gauge, or a gauge whose base unit is one of time, in seconds.
 *
 * <p>A gauge without an object to measure is NaN, by convention of Micrometer, and absent here. If several gauges
 * match, one of {@link #summed()}, {@link #averaged()} and {@link #byReplica} says what that means; until then the
 * signal is absent.
 *
 * <p>Immutable; safe for concurrent use as far as the gauges are.
 */
public final class GaugeSource implements MetricSource {

    private final LevelReader reader;

    GaugeSource(MeterRegistry registry, MeterQuery query) {
        this(new LevelReader(registry, query, Level.Kind.GAUGE, Aggregation.UNDECLARED));
    }

    private GaugeSource(LevelReader reader) {
        this.reader = reader;
    }

    /** Returns a source that reads the sum of all gauges that match. */
    public GaugeSource summed() {
        return new GaugeSource(reader.with(Aggregation.SUM));
    }

    /** Returns a source that reads the arithmetic mean of all gauges that match, each with the same weight. */
    public GaugeSource averaged() {
        return new GaugeSource(reader.with(Aggregation.MEAN));
    }

    /**
     * Returns a source that reads one value for each replica. Gauges without the tag are left out. If several gauges
     * belong to one replica, {@link #summed()} or {@link #averaged()} before this call says what that means.
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
