package io.selfscale.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that one decision may know about the world.
 *
 * @param wallTime wall-clock time, for schedules and stamps; may jump
 * @param nanos control time in nanoseconds, at least 0: elapsed time that never runs backward and continues across
 *     restarts; only differences mean something
 * @param readings what each signal's source returned; a signal without an entry is absent; copied in order
 * @param inventory the replicas over all pools
 * @param outcomes what became of orders since the last observation
 * @param advice what policies outside the decision function propose this time; copied
 * @param events what people and pools announced since the last observation; copied
 */
public record Observation(
        Instant wallTime,
        long nanos,
        Map<Signal, Reading> readings,
        Inventory inventory,
        List<OrderOutcome> outcomes,
        List<Advice> advice,
        List<Event> events) {

    public Observation {
        Objects.requireNonNull(wallTime, "wallTime");
        Objects.requireNonNull(inventory, "inventory");
        if (nanos < 0) {
            throw new IllegalArgumentException("control time must be at least 0 but was " + nanos);
        }
        readings = Collections.unmodifiableMap(new LinkedHashMap<>(readings));
        outcomes = List.copyOf(outcomes);
        advice = List.copyOf(advice);
        events = List.copyOf(events);
    }

    /** Creates an observation without events. */
    public Observation(
            Instant wallTime,
            long nanos,
            Map<Signal, Reading> readings,
            Inventory inventory,
            List<OrderOutcome> outcomes,
            List<Advice> advice) {
        this(wallTime, nanos, readings, inventory, outcomes, advice, List.of());
    }

    /** Returns this with other events. */
    public Observation withEvents(List<Event> events) {
        return new Observation(wallTime, nanos, readings, inventory, outcomes, advice, events);
    }

    /** Returns this with other advice. */
    public Observation withAdvice(List<Advice> advice) {
        return new Observation(wallTime, nanos, readings, inventory, outcomes, advice, events);
    }

    /** Returns an observation without order outcomes and advice. */
    public static Observation of(Instant wallTime, long nanos, Map<Signal, Reading> readings, Inventory inventory) {
        return new Observation(wallTime, nanos, readings, inventory, List.of(), List.of());
    }
}
