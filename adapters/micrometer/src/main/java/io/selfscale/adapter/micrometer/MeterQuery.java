package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which meters a source reads: those with a name, and with at least the given tags.
 *
 * @param name the name in the registry, not blank
 * @param tags tags that a meter must have; it may have more
 */
public record MeterQuery(String name, Tags tags) {

    private static final Comparator<Meter> BY_TAGS =
            Comparator.comparing(meter -> meter.getId().getTags().toString());

    public MeterQuery {
        Objects.requireNonNull(tags, "tags");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a meter must not be blank but was '" + name + "'");
        }
    }

    /**
     * Returns a query by name and tags.
     *
     * @param name the name in the registry, not blank
     * @param tags keys and values in turn; may be empty
     * @throws IllegalArgumentException if the name is blank, or a key has no value
     */
    public static MeterQuery named(String name, String... tags) {
        if (tags.length % 2 != 0) {
            throw new IllegalArgumentException("tags of meter " + name
                    + " must be keys and values in turn, an even number of them, but were " + tags.length);
        }
        return new MeterQuery(name, Tags.of(tags));
    }

    /** Returns the query in words, such as {@code jobs.done with tags queue=mail}. */
    @Override
    public String toString() {
        return MeterWords.named(name, tags);
    }

    /**
     * Finds the meters, sorted by their tags. Of a composite registry one leaf answers: the first that has the meters,
     * one with cumulative counts in front of one that counts by the step.
     */
    MeterMatch find(MeterRegistry registry) {
        if (registry instanceof CompositeMeterRegistry composite) {
            return findInLeaves(composite);
        }
        List<Meter> meters = new ArrayList<>(registry.find(name).tags(tags).meters());
        meters.sort(BY_TAGS);
        return new MeterMatch(registry, meters);
    }

    private MeterMatch findInLeaves(CompositeMeterRegistry composite) {
        @Nullable MeterMatch stepping = null;
        for (MeterRegistry registry : composite.getRegistries()) {
            MeterMatch match = find(registry);
            if (match.meters().isEmpty()) {
                continue;
            }
            if (match.meters().stream().noneMatch(Tally::isByStep)) {
                return match;
            }
            stepping = match;
        }
        return stepping == null ? new MeterMatch(composite, List.of()) : stepping;
    }
}
