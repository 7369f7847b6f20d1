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
    /** Load of a short window calls for so much more that the size is held up (Knative panic). */
    PANIC("a burst in the panic window"),
    /** A step of a step policy. */
    STEP("the step for a breach of this size"),
    /** Capacity that is warming up already answers the breach. */
    WARM_UP("replicas that are warming up answer it already"),
    /** The proposal has not held for as long as the policy wants. */
    DELAYED("it has not been wanted for long enough"),
    /** So much work waits. */
    BACKLOG("the work that waits"),
    /** The rate that busy replicas really reach. */
    PROCESSING_RATE("the true processing rate"),
    /** The scale-out did not raise the rate as expected. */
    INEFFECTIVE("more replicas have not helped"),
    /** Replicas that are not saturated have too little to spare. */
    SATURATED("too little spare capacity"),
    /** The load would leave enough to spare on fewer replicas. */
    SPARE_CAPACITY("enough spare capacity on fewer replicas"),
    /** The smallest count that keeps the objective. */
    OBJECTIVE("the smallest size that keeps the objective"),
    /** No allowed count keeps the objective. */
    OBJECTIVE_INFEASIBLE("no allowed size keeps the objective"),
    /** Too little has been learned to propose anything. */
    LEARNING("too little learned yet"),
    /** Work per replica that is under way. */
    ONGOING("the work under way"),
    /** Jobs that a queue asks for. */
    JOBS("the jobs that the queue asks for"),
    /** A scheduled window asks for at least so many. */
    SCHEDULE_FLOOR("a schedule asks for at least this"),
    /** A scheduled window allows at most so many. */
    SCHEDULE_CAP("a schedule allows at most this"),
    /** A scheduled window sets the count. */
    SCHEDULE_EXACT("a schedule sets this"),
    /** A scheduled window forbids a direction. */
    SCHEDULE_FREEZE("a schedule allows no change this way"),
    /** No scheduled window is open. */
    OUTSIDE_SCHEDULE("no scheduled window is open"),
    /** Capacity is to be ready by a known moment. */
    READY_BY("capacity that is to be ready by a known time"),
    /** A forecast asks for at least so many. */
    FORECAST("the forecast"),
    /** The forecast has not been accurate enough lately to be followed. */
    FORECAST_INACCURATE("the forecast has not been accurate enough"),
    /** The signal has failed for so long that its fallback counts. */
    FALLBACK("its signal failed, the fallback counts"),
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
    /** The largest of all proposals. */
    LARGEST("the largest proposal"),
    /** The policy that comes first. */
    PRIORITY("the policy that comes first"),
    /** The weighted majority. */
    WEIGHTED_VOTE("the weighted majority"),
    /** Only bounds are asked for: the smallest count is the base. */
    BOUNDS_ONLY("only bounds are asked for, so the minimum is the base"),
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
    /** Raised to a floor that a policy asks for. */
    FLOOR("a policy asks for at least this"),
    /** Lowered to a cap that a policy asks for. */
    CAP("a policy allows at most this"),
    /** Held back because the direction was reversed lately. */
    REVERSAL_HOLD("the direction was reversed lately"),
    /** The pools may not hold more. */
    QUOTA("the quota of the pools"),
    /** Not more replicas are allowed over all pools. */
    INSTANCE_CAP("the instance cap"),
    /** Money per hour. */
    BUDGET_PER_HOUR("the budget per hour"),
    /** Money per month. */
    BUDGET_PER_MONTH("the budget per month"),
    /** Changes per day. */
    ACTION_BUDGET("the budget of changes per day"),
    /** More replicas have not raised the throughput. */
    BOTTLENECK_ELSEWHERE("more replicas have not helped: the bottleneck is elsewhere"),
    /** Somebody else changed the size. */
    OUTSIDE_CHANGE("somebody else changed the size"),
    /** A person decided otherwise. */
    OVERRIDDEN("an override"),
    /** A person has stopped every change and order. */
    KILL_SWITCH("the kill switch"),
    /** Nothing has arrived for so long that no replica is needed. */
    IDLE("nothing to do for long enough"),
    /** Work arrived while there was no replica. */
    WAKING("work arrived while there was no replica"),
    /** Somebody else went to zero: nothing is started until somebody else starts something. */
    DISABLED("it is disabled: somebody set it to zero"),
    /** Another autoscaler holds the lease. */
    NO_LEASE("another autoscaler holds the lease"),
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
