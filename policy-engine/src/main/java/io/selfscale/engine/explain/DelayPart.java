package io.selfscale.engine.explain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A part of the time between the need for replicas and their readiness.
 *
 * @param kind what it was spent on
 * @param name what exactly: a signal, a policy, a constraint, a pool, a phase of the start
 * @param length how long, positive
 */
public record DelayPart(Kind kind, String name, Duration length) {

    /** What the time was spent on. */
    public enum Kind {
        /** The need was there, and had not been measured, or not been read. */
        METRIC_LAG("metric lag"),
        /** The measurement was not beyond what the policy answers to, although there was a need. */
        THRESHOLD("threshold"),
        /** The statistic over the window had not voted. */
        WINDOW("window"),
        /** The statistic would have voted, and was not looked at. */
        EVALUATION("tick and period"),
        /** An earlier scale-out, too small, was on its way. */
        EARLIER_CHANGE("earlier scale-out"),
        /** A policy voted, and something held its vote back. */
        CONSTRAINT("constraint"),
        /** It was decided, and the pools gave less, or later. */
        QUOTA("quota"),
        /** Replicas were starting. */
        STARTUP("start-up"),
        /** Nobody decided anything: a restart, or a loop that stood still. */
        NO_DECISIONS("no decisions"),
        /** The record does not tell. */
        UNATTRIBUTED("not attributed");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }

        /** Returns words for an explanation that a person reads. */
        public String phrase() {
            return phrase;
        }
    }

    public DelayPart {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("the length of a part must be positive but was " + length);
        }
    }

    /** Returns this as a JSON object. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", kind.name());
        json.put("name", name);
        json.put("seconds", length.toNanos() / 1e9);
        return json;
    }
}
