package io.selfscale.engine.lint;

/**
 * The kinds of findings. Their names are part of the command's contract: they are never renamed. Each has a section in
 * {@code docs/lint.md} with its condition, its numbers, its remedy and an example.
 */
public enum LintCode {
    /** A scale-out lands below the scale-in threshold. */
    BAND_STEP_OUT,
    /** A scale-in lands above the scale-out threshold. */
    BAND_STEP_IN,
    /** A threshold that no value can be beyond. */
    THRESHOLD_UNREACHABLE,
    /** M of N with more buckets than the window has. */
    M_OF_N_TOO_LONG,
    /** A tolerance that one replica does not get out of. */
    DEAD_BAND,
    /** A window of less than two measurements. */
    WINDOW_TOO_SHORT,
    /** A window that is shorter than the period of its policy. */
    WINDOW_BELOW_PERIOD,
    /** Samples that are stale before the next one comes. */
    MAX_AGE_BELOW_INTERVAL,
    /** A delay that is shorter than what the policy looks back at. */
    DELAY_BELOW_LOOK_BACK,
    /** A cooldown that ends before its change can be seen. */
    COOLDOWN_IN_TOO_SHORT,
    /** A window, stabilization, cooldown or hold that never decides anything. */
    NEVER_BINDS,
    /** A proportional policy with nothing that holds a scale-in back. */
    MISSING_STABILIZATION,
    /** How long a scale-out takes from the need to its capacity. */
    REACTION_BUDGET,
    /** A signal that does not fall as replicas are added. */
    METRIC_SUITABILITY,
    /** Nothing but the utilization of a GPU scales out. */
    SOLE_GPU_TRIGGER,
    /** Loops that are too much alike in speed. */
    LOOP_SEPARATION,
    /** Nothing scales out. */
    NEVER_SCALES_OUT,
    /** Nothing scales in. */
    NEVER_SCALES_IN,
    /** The smallest size costs more than the budget. */
    MIN_OVER_BUDGET,
    /** Quota or budget ends below the largest size. */
    MAX_UNREACHABLE,
    /** A plan asks for a size outside the bounds. */
    SCHEDULE_OUT_OF_BOUNDS,
    /** Two schedules contradict each other. */
    SCHEDULE_CONFLICT,
    /** The on-demand floor is more than the on-demand pools may hold. */
    SPOT_FLOOR_UNREACHABLE,
    /** All capacity may be taken away at once. */
    ALL_SPOT,
    /** Replicas that expire before they are ready. */
    START_DEADLINE_TOO_SHORT,
    /** A brownout that no capacity ever relieves. */
    BROWNOUT_WITHOUT_HEADROOM,
    /** A head-room that a brownout lowers. */
    BROWNOUT_LOWERS_HEADROOM,
    /** A wake from zero that comes late, or not at all. */
    WAKE_CAPACITY,
    /** The count never comes to rest under a constant load. */
    LIMIT_CYCLE,
    /** What the model check looked at without finding a cycle. */
    MODEL_CHECKED,
    /** What the model check did not get to. */
    MODEL_CHECK_INCOMPLETE
}
