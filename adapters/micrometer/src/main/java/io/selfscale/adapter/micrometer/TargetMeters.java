package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Registers the meters of one scaling target, and removes them again. Safe for concurrent use. */
final class TargetMeters {

    private final MeterRegistry registry;
    private final Tags target;
    private final Queue<Meter> registered = new ConcurrentLinkedQueue<>();

    TargetMeters(MeterRegistry registry, String target) {
        this.registry = registry;
        this.target = Tags.of("target", target);
    }

    /** Registers a gauge that keeps what it measures reachable. */
    void gauge(MeterName name, String unit, Tags tags, Supplier<Number> value) {
        registered.add(Gauge.builder(name.id(), value)
                .tags(target.and(tags))
                .baseUnit(unit)
                .description(name.help())
                .strongReference(true)
                .register(registry));
    }

    Counter counter(MeterName name, Tags tags) {
        Counter counter = Counter.builder(name.id())
                .tags(target.and(tags))
                .baseUnit(name.unit())
                .description(name.help())
                .register(registry);
        registered.add(counter);
        return counter;
    }

    Timer timer(MeterName name) {
        Timer timer =
                Timer.builder(name.id()).tags(target).description(name.help()).register(registry);
        registered.add(timer);
        return timer;
    }

    /** Removes every meter that was registered here. */
    void removeAll() {
        for (Meter meter = registered.poll(); meter != null; meter = registered.poll()) {
            registry.remove(meter);
        }
    }
}
