package io.selfscale.engine.hpa;

import java.util.Objects;

/**
 * A condition of an autoscaler after a reconciliation.
 *
 * @param status whether it holds
 * @param reason why
 */
public record HpaCondition(boolean status, HpaReason reason) {

    /** What a condition is about. */
    public enum Type {
        /** Whether it can change the size: {@code AbleToScale}. */
        ABLE_TO_SCALE("AbleToScale"),
        /** Whether it is at work and its metrics give a count: {@code ScalingActive}. */
        SCALING_ACTIVE("ScalingActive"),
        /** Whether a limit changed the count: {@code ScalingLimited}. */
        SCALING_LIMITED("ScalingLimited");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** Returns the name that Kubernetes writes. */
        public String text() {
            return text;
        }
    }

    public HpaCondition {
        Objects.requireNonNull(reason, "reason");
    }
}
