package io.selfscale.engine.spec;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The rate policies of one direction, and which of them counts.
 *
 * @param policies what is allowed; empty means no limit unless the direction is disabled; copied
 * @param select which policy counts where they differ
 * @param arithmetic how percentages are computed
 */
public record RateLimit(List<RatePolicy> policies, Select select, Arithmetic arithmetic) {

    /** Which of several rate policies counts. */
    public enum Select {
        /** The one that allows the largest change. */
        MAX,
        /** The one that allows the smallest change. */
        MIN,
        /** None: the direction is closed. */
        DISABLED
    }

    /** How percentages are computed. */
    public enum Arithmetic {
        /** In integers: 10 % more than 100 is 110 (semantics section 0.1). */
        EXACT,
        /** In doubles, as the Horizontal Pod Autoscaler does: 10 % more than 100 is 111. */
        HPA
    }

    public RateLimit {
        Objects.requireNonNull(select, "select");
        Objects.requireNonNull(arithmetic, "arithmetic");
        policies = List.copyOf(policies);
    }

    /** Returns no limit. */
    public static RateLimit none() {
        return new RateLimit(List.of(), Select.MAX, Arithmetic.EXACT);
    }

    /** Returns a direction that is closed. */
    public static RateLimit disabled() {
        return new RateLimit(List.of(), Select.DISABLED, Arithmetic.EXACT);
    }

    /** Returns a limit that allows what the most generous of the policies allows. */
    public static RateLimit anyOf(RatePolicy... policies) {
        return new RateLimit(List.of(policies), Select.MAX, Arithmetic.EXACT);
    }

    /** Returns a limit that allows only what all of the policies allow. */
    public static RateLimit allOf(RatePolicy... policies) {
        return new RateLimit(List.of(policies), Select.MIN, Arithmetic.EXACT);
    }

    /** Returns the scale-out default of the Horizontal Pod Autoscaler: 4 replicas or 100 percent in 15 s. */
    public static RateLimit hpaOut(Duration period) {
        return anyOf(RatePolicy.replicas(4, period), RatePolicy.percent(100, period))
                .asHpa();
    }

    /** Returns the scale-in default of the Horizontal Pod Autoscaler: 100 percent in 15 s. */
    public static RateLimit hpaIn(Duration period) {
        return anyOf(RatePolicy.percent(100, period)).asHpa();
    }

    /** Returns this with the floating-point arithmetic of the Horizontal Pod Autoscaler. */
    public RateLimit asHpa() {
        return new RateLimit(policies, select, Arithmetic.HPA);
    }

    /** Returns the longest period of any policy, zero without one. */
    public Duration longestPeriod() {
        return policies.stream()
                .map(RatePolicy::period)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
