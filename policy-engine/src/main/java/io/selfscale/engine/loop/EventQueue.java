package io.selfscale.engine.loop;

import io.selfscale.policy.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** What was announced and no decision has been told yet, in order. Safe for concurrent use. */
final class EventQueue {

    private final Deque<Event> waiting = new ArrayDeque<>();

    synchronized void add(Event event) {
        waiting.addLast(Objects.requireNonNull(event, "event"));
    }

    /** Puts back, in front, what was taken for a decision that was not kept. */
    synchronized void putBack(List<Event> events) {
        for (int i = events.size() - 1; i >= 0; i--) {
            waiting.addFirst(events.get(i));
        }
    }

    synchronized List<Event> take() {
        List<Event> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }
}
