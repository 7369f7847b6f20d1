package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.spi.MetricSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Reads the levels of the meters of a query.
 *
 * @param registry where the meters are
 * @param query which
 * @param kind of which type
 * @param aggregation how several become one
 */
record LevelReader(MeterRegistry registry, MeterQuery query, Level.Kind kind, Aggregation aggregation)
        implements MetricSource {

    LevelReader {
        Objects.requireNonNull(registry, "registry");
    }

    LevelReader with(Aggregation other) {
        return new LevelReader(registry, query, kind, other);
    }

    /** Returns a source of one sample for each value of a tag. */
    MetricSource byReplica(String tag) {
        if (tag.isBlank()) {
            throw new IllegalArgumentException(
                    "the tag that names the replica must not be blank but was '" + tag + "'");
        }
        return () -> readByReplica(tag);
    }

    @Override
    public Reading read() {
        MeterMatch match = query.find(registry);
        List<Level> levels = Level.of(match.meters(), kind);
        if (levels.isEmpty()) {
            return Reading.absent(match.nothingUsable(query, kind.words()));
        }
        return Reading.of(aggregation.of(levels, query.toString()));
    }

    private Reading readByReplica(String tag) {
        MeterMatch match = query.find(registry);
        List<Level> levels = Level.of(match.meters(), kind);
        if (levels.isEmpty()) {
            return Reading.absent(match.nothingUsable(query, kind.words()));
        }
        Map<String, List<Level>> groups = new TreeMap<>();
        for (Level level : levels) {
            String replica = level.meter().getId().getTag(tag);
            if (replica != null) {
                groups.computeIfAbsent(replica, id -> new ArrayList<>()).add(level);
            }
        }
        if (groups.isEmpty()) {
            return Reading.absent("no meter named " + query + " has a tag " + tag);
        }
        Map<String, Sample> samples = new TreeMap<>();
        groups.forEach(
                (replica, group) -> samples.put(replica, aggregation.of(group, query + " for " + tag + "=" + replica)));
        return Reading.byReplica(samples);
    }
}
