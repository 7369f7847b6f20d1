package io.selfscale.engine.state;

import io.selfscale.policy.OrderOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What was ordered and cannot be seen in the inventory yet. An entry ends when its replicas appear there, when its pool
 * refuses them, or when it expires; so a pool that never answers blocks nothing for ever (semantics section 10).
 *
 * @param starts replicas on their way, oldest order first; copied
 * @param stops replicas told to stop that may still be listed as ready; copied
 * @param nextOrder number of the next order, from 1 on
 * @param refusals refusals in a row; each doubles the pause before the next order
 * @param pausedUntilNanos control time before which nothing is ordered, 0 for no pause
 */
public record Ledger(List<Start> starts, List<Stop> stops, long nextOrder, int refusals, long pausedUntilNanos) {

    /** First pause after a refused order. */
    static final long FIRST_PAUSE_NANOS = 1_000_000_000L;

    /** Longest pause after refused orders. */
    static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    /**
     * A start order.
     *
     * @param orderId the order
     * @param count replicas granted: asked for and not refused
     * @param awaited those of them that the inventory has not listed yet
     * @param expiresNanos control time after which they are no longer awaited
     */
    public record Start(String orderId, int count, int awaited, long expiresNanos) {
        public Start {
            if (awaited < 0 || awaited > count) {
                throw new IllegalArgumentException(
                        "0 <= awaited <= count must hold but was " + awaited + " of " + count);
            }
        }

        /** Returns this with another number of replicas not listed yet. */
        public Start awaiting(int awaited) {
            return new Start(orderId, count, awaited, expiresNanos);
        }
    }

    /**
     * A stop order.
     *
     * @param orderId the order
     * @param replicas ids; copied
     * @param expiresNanos control time after which the order counts as lost
     */
    public record Stop(String orderId, List<String> replicas, long expiresNanos) {
        public Stop {
            replicas = List.copyOf(replicas);
        }
    }

    public Ledger {
        starts = List.copyOf(starts);
        stops = List.copyOf(stops);
        if (nextOrder < 1 || refusals < 0) {
            throw new IllegalArgumentException("nextOrder must be at least 1 and refusals at least 0");
        }
    }

    static Ledger empty() {
        return new Ledger(List.of(), List.of(), 1, 0, 0);
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
        if (outcome.status() == OrderOutcome.Status.ACCEPTED) {
            return refusals == 0 ? this : new Ledger(starts, stops, nextOrder, 0, 0);
        }
        List<Start> nextStarts = new ArrayList<>(starts.size());
        boolean known = false;
        for (Start start : starts) {
            if (!start.orderId().equals(outcome.orderId())) {
                nextStarts.add(start);
                continue;
            }
            known = true;
            int granted = Math.min(start.count(), outcome.granted());
            if (granted > 0) {
                nextStarts.add(
                        new Start(start.orderId(), granted, Math.min(granted, start.awaited()), start.expiresNanos()));
            }
        }
        List<Stop> nextStops = new ArrayList<>(stops.size());
        for (Stop stop : stops) {
            if (stop.orderId().equals(outcome.orderId())) {
                known = true;
            } else {
                nextStops.add(stop);
            }
        }
        if (!known) {
            return this;
        }
        long pause = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(refusals, 10));
        return new Ledger(nextStarts, nextStops, nextOrder, refusals + 1, nanos + pause);
    }
}
