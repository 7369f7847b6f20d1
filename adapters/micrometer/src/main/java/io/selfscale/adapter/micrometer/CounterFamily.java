package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Counters of one name, one for each key, registered when first needed. Confined to the thread of the control loop.
 *
 * @param <K> what they differ in
 */
final class CounterFamily<K> {

    private final Map<K, Counter> counters = new HashMap<>();
    private final Function<K, Counter> register;

    /**
     * @param meters where they are registered
     * @param tags the tags of a key, beside that of the target
     */
    CounterFamily(TargetMeters meters, MeterName name, Function<K, Tags> tags) {
        this.register = key -> meters.counter(name, tags.apply(key));
    }

    void increment(K key) {
        of(key).increment();
    }

    /** Returns the counter of a key, registered by now. */
    Counter of(K key) {
        return counters.computeIfAbsent(key, register);
    }
}
