package io.selfscale.policy;

/** Why a stage of a decision came out as it did. Names are stable: journals and meters carry them. */
public enum ReasonCode {
    // Proposals
    /** A statistic is above its scale-out threshold. */
    ABOVE_THRESHOLD("above its scale-out threshold"),
    /** A statistic is below its scale-in threshold. */
    BELOW_THRESHOLD("below its scale-in threshold"),
    /** A statistic is between its thresholds. */
    INSIDE_BAND("between its thresholds"),
    /** The window does not hold enough data yet. */
    WINDOW_NOT_COVERED("its window is not covered by data yet"),
    /** Measurements from before the last change say nothing about the present size. */
    EVIDENCE_CONSUMED("waiting for measurements of the present size"),
    /** One replica fewer would bring the signal back above the scale-out threshold. */
    CONSOLIDATION_CHECK("fewer replicas would not carry the load"),
    /** The wanted size follows from the ratio of value and target. */
    PROPORTIONAL("the ratio of value to target"),
    /** The ratio of value and target is close enough to one. */
    WITHIN_TOLERANCE("close enough to its target"),
    /** Assumptions about missing or unready replicas cancel the proposal. */
    ASSUMPTIONS_CANCEL("missing or unready replicas leave it undecided"),
    /** The signal has no usable sample. */
    SIGNAL_ABSENT("no usable measurement"),
    /** A rule of a user's policy. */
    CUSTOM("a rule of its own"),
    /** A policy did not answer before its deadline. */
    POLICY_TIMEOUT("it did not answer in time"),
    /** A policy threw. */
    POLICY_ERROR("it failed"),
    /** A policy returned something unusable. */
    POLICY_INVALID("it returned something unusable"),

    // Combination
    /** At least one policy wants more. */
    OUT_ANY("a policy wants more"),
    /** Every policy wants fewer. */
    IN_ALL("every policy agrees on fewer"),
    /** Nobody wants a change. */
    STEADY("no policy wants a change"),
    /** Some policy wants fewer, and not all agree. */
    IN_NOT_AGREED("not every policy agrees on fewer"),
    /** A policy or a required signal forbids scale-in. */
    IN_VETOED("scale-in is vetoed while something cannot be seen"),
    /** A policy forbids scale-out. */
    OUT_VETOED("scale-out is vetoed"),
    /** No policy has an opinion. */
    NO_OPINION("no policy has an opinion"),

    // Constraints
    /** Held back by the recommendations of the stabilization window. */
    STABILIZED("the stabilization window remembers otherwise"),
    /** Held back by a rate policy. */
    RATE_LIMITED("the rate limit allows no larger change"),
    /** Held back after the last scale-out. */
    COOLDOWN_OUT("the scale-out cooldown has not passed"),
    /** Held back after the last scale-in. */
    COOLDOWN_IN("the scale-in cooldown has not passed"),
    /** What is on its way, and there already, covers the demand. */
    LEDGER_COVERS_DEMAND("replicas ready and on their way cover the demand"),
    /** Raised to the smallest count. */
    BELOW_MIN("below the minimum"),
    /** Lowered to the largest count. */
    ABOVE_MAX("above the maximum"),
    /** Nothing was ordered, because the inventory could not be read. */
    INVENTORY_UNKNOWN("the inventory could not be read");

    private final String phrase;

    ReasonCode(String phrase) {
        this.phrase = phrase;
    }

    /** Returns words for an explanation that a person reads. */
    public String phrase() {
        return phrase;
    }
}
