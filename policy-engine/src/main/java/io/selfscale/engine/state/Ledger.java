package io.selfscale.engine.state;

import io.selfscale.policy.OrderOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered and cannot be seen in the inventory yet. An entry ends when its replicas appear there, when its pool
 * refuses them, or when it expires; so a pool that never answers blocks nothing for ever (semantics section 10).
 *
 * @param starts replicas on their way, oldest order first; copied
 * @param stops replicas told to stop that may still be listed as ready; copied
 * @param nextOrder number of the next order, from 1 on
 * @param pauses pools that refused orders lately, one entry for each; copied
 */
public record Ledger(List<Start> starts, List<Stop> stops, long nextOrder, List<Pause> pauses) {

    /** First pause after a refused order. */
    static final long FIRST_PAUSE_NANOS = 1_000_000_000L;

    /** Longest pause after refused orders, before the jitter. */
    static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    /**
     * A start order.
     *
     * @param orderId the order
     * @param pool name of the pool it was given to
     * @param count replicas granted: asked for and not refused
     * @param awaited those of them that the inventory has not listed yet
     * @param expiresNanos control time after which they are no longer awaited
     */
    public record Start(String orderId, String pool, int count, int awaited, long expiresNanos) {
        public Start {
            if (awaited < 0 || awaited > count) {
                throw new IllegalArgumentException(
                        "0 <= awaited <= count must hold but was " + awaited + " of " + count);
            }
        }

        /** Returns this with another number of replicas not listed yet. */
        public Start awaiting(int awaited) {
            return new Start(orderId, pool, count, awaited, expiresNanos);
        }
    }

    /**
     * A stop order.
     *
     * @param orderId the order
     * @param pool name of the pool it was given to
     * @param replicas ids; copied
     * @param expiresNanos control time after which the order counts as lost
     */
    public record Stop(String orderId, String pool, List<String> replicas, long expiresNanos) {
        public Stop {
            replicas = List.copyOf(replicas);
        }
    }

    /**
     * A pool that refused.
     *
     * @param pool its name
     * @param refusals refusals in a row, at least 1; each doubles the pause
     * @param untilNanos control time before which it is given no order
     * @param reason what it said
     */
    public record Pause(String pool, int refusals, long untilNanos, String reason) {}

    public Ledger {
        starts = List.copyOf(starts);
        stops = List.copyOf(stops);
        pauses = List.copyOf(pauses);
        if (nextOrder < 1) {
            throw new IllegalArgumentException("nextOrder must be at least 1 but was " + nextOrder);
        }
    }

    static Ledger empty() {
        return new Ledger(List.of(), List.of(), 1, List.of());
    }

    /** Returns the pause of a pool, or null. */
    public @Nullable Pause pause(String pool) {
        for (Pause pause : pauses) {
            if (pause.pool().equals(pool)) {
                return pause;
            }
        }
        return null;
    }

    /** Tells whether a pool is given no order at a control time. */
    public boolean isPaused(String pool, long nanos) {
        Pause pause = pause(pool);
        return pause != null && nanos < pause.untilNanos();
    }

    /** Returns this after the pools answered. */
    public Ledger with(List<OrderOutcome> outcomes, long nanos) {
        Ledger ledger = this;
        for (OrderOutcome outcome : outcomes) {
            ledger = ledger.with(outcome, nanos);
        }
        return ledger;
    }

    private Ledger with(OrderOutcome outcome, long nanos) {
        String pool = poolOf(outcome.orderId());
        if (pool == null) {
            return this;
        }
        if (outcome.status() == OrderOutcome.Status.ACCEPTED) {
            return pause(pool) == null ? this : new Ledger(starts, stops, nextOrder, without(pool));
        }
        List<Start> nextStarts = new ArrayList<>(starts.size());
        for (Start start : starts) {
            if (!start.orderId().equals(outcome.orderId())) {
                nextStarts.add(start);
                continue;
            }
            int granted = Math.min(start.count(), outcome.granted());
            if (granted > 0) {
                nextStarts.add(new Start(
                        start.orderId(), pool, granted, Math.min(granted, start.awaited()), start.expiresNanos()));
            }
        }
        List<Stop> nextStops = new ArrayList<>(stops);
        nextStops.removeIf(stop -> stop.orderId().equals(outcome.orderId()));
        List<Pause> nextPauses = without(pool);
        Pause before = pause(pool);
        nextPauses.add(paused(before == null ? 1 : before.refusals() + 1, outcome, pool, nanos));
        return new Ledger(nextStarts, nextStops, nextOrder, nextPauses);
    }

    private @Nullable String poolOf(String orderId) {
        for (Start start : starts) {
            if (start.orderId().equals(orderId)) {
                return start.pool();
            }
        }
        for (Stop stop : stops) {
            if (stop.orderId().equals(orderId)) {
                return stop.pool();
            }
        }
        return null;
    }

    private List<Pause> without(String pool) {
        List<Pause> rest = new ArrayList<>(pauses);
        rest.removeIf(pause -> pause.pool().equals(pool));
        return rest;
    }

    /** The pause doubles with each refusal; a quarter of it at most is jitter, taken from the order, so that it is pure. */
    private static Pause paused(int refusals, OrderOutcome outcome, String pool, long nanos) {
        long pause = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(refusals - 1, 10));
        long jitter = pause / 1000 * Math.floorMod(outcome.orderId().hashCode(), 250);
        return new Pause(pool, refusals, nanos + pause + jitter, outcome.reason());
    }
}
