package io.selfscale.policy.spi;

import io.selfscale.policy.Decision;
import io.selfscale.policy.OrderOutcome;
import java.time.Duration;

/**
 * Is told what the control loop did, after the fact. Called on the loop's thread, so it must return quickly; what it
 * throws is logged and goes no further.
 */
public interface AutoscalerListener {

    /** Called after each decision, repeats included. */
    default void onDecision(Decision decision) {}

    /** Called when the outcome of an order is known. */
    default void onOutcome(OrderOutcome outcome) {}

    /**
     * Called at the end of each tick.
     *
     * @param duration time from the start of the tick until its decision was made
     */
    default void onTick(Duration duration) {}

    /**
     * Called when a source, pool, policy, journal or store failed or was late.
     *
     * @param component what failed, such as {@code source gpu_utilization}
     * @param reason why
     */
    default void onFailure(String component, String reason) {}
}
