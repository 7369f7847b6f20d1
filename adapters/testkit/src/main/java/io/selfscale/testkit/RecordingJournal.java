package io.selfscale.testkit;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.Journal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A journal in memory, which can be made to fail. Safe for concurrent use. */
public final class RecordingJournal implements Journal {

    private final List<Entry> entries = new ArrayList<>();
    private @Nullable String failure;
    private boolean closed;

    /** One line of the journal. */
    public sealed interface Entry {}

    /**
     * What decides from here on.
     *
     * @param wallTime when
     * @param specification as the application wrote it
     */
    public record Specified(Instant wallTime, String specification) implements Entry {}

    /**
     * A decision.
     *
     * @param observation what it rests on
     * @param decision what was decided
     */
    public record Decided(Observation observation, Decision decision) implements Entry {}

    /**
     * A state of the decision function.
     *
     * @param wallTime when
     * @param state the state
     */
    public record Snapshot(Instant wallTime, String state) implements Entry {}

    /**
     * What became of an order.
     *
     * @param wallTime when
     * @param outcome what
     */
    public record Ordered(Instant wallTime, OrderOutcome outcome) implements Entry {}

    /** Creates an empty journal. */
    public RecordingJournal() {}

    @Override
    public void specified(Instant wallTime, String specification) throws IOException {
        append(new Specified(wallTime, specification));
    }

    @Override
    public void decided(Observation observation, Decision decision) throws IOException {
        append(new Decided(observation, decision));
    }

    @Override
    public void snapshot(Instant wallTime, String state) throws IOException {
        append(new Snapshot(wallTime, state));
    }

    @Override
    public void ordered(Instant wallTime, OrderOutcome outcome) throws IOException {
        append(new Ordered(wallTime, outcome));
    }

    private synchronized void append(Entry entry) throws IOException {
        if (closed) {
            throw new IOException("the journal is closed");
        }
        if (failure != null) {
            throw new IOException(failure);
        }
        entries.add(entry);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Makes every further entry fail, until {@link #recover()}. */
    public synchronized void failWith(String message) {
        failure = message;
    }

    /** Ends {@link #failWith}. */
    public synchronized void recover() {
        failure = null;
    }

    /** Returns what was appended, in order. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Returns the decisions, in order. */
    public List<Decision> decisions() {
        return only(Decided.class).stream().map(Decided::decision).toList();
    }

    /** Returns the states, in order. */
    public List<String> snapshots() {
        return only(Snapshot.class).stream().map(Snapshot::state).toList();
    }

    /** Returns what became of orders, in order. */
    public List<OrderOutcome> outcomes() {
        return only(Ordered.class).stream().map(Ordered::outcome).toList();
    }

    /** Tells whether it was closed. */
    public synchronized boolean isClosed() {
        return closed;
    }

    private <E extends Entry> List<E> only(Class<E> type) {
        return entries().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
