package io.selfscale.adapter.simulation.trace;

import java.time.Duration;

/** A recorded load: each request, or how many there were per interval. Immutable; safe for concurrent use. */
public sealed interface Trace permits RequestTrace, RateTrace {

    /** The most requests or intervals that one trace or run may have: 50 million. */
    int MAX_ROWS = 50_000_000;

    /** The largest time in seconds, count or number of tokens that is believed: 1e9. */
    double MAX_VALUE = 1e9;

    /** What was counted. */
    enum Unit {
        REQUESTS,
        /** Prompt and generated tokens of the requests that arrived; how many requests they were is not known. */
        TOKENS
    }

    /** Returns what it is called in reports: the name of its file without the ending. */
    String name();

    /** Returns how long the recording is, from time zero to the end of its last second or interval; positive. */
    Duration duration();

    /** Returns what {@link #total()} counts. */
    Unit unit();

    /** Returns how much was recorded in all, in {@link #unit()}; at least 0. */
    double total();
}
