package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Names of meters for the reasons of absent samples. */
final class MeterWords {

    private MeterWords() {}

    static String named(String name, Iterable<Tag> tags) {
        String list = StreamSupport.stream(tags.spliterator(), /* parallel= */ false)
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? name : name + " with tags " + list;
    }

    static String nameOf(Meter meter) {
        return named(meter.getId().getName(), meter.getId().getTags());
    }

    static String kindOf(Meter meter) {
        return meter.getId().getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
