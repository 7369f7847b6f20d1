package io.selfscale.engine.operation;

import java.util.Objects;

/**
 * What is remembered of everything that runs beside the policies.
 *
 * @param overrides by people
 * @param activation between zero and serving
 * @param brownout the service level
 * @param damping changes and reversals
 * @param effect whether scale-outs help
 * @param outsideHold whether everything is held after a change from outside, until a person lifts it
 * @param lacking replicas of weight 1 that were wanted after the last decision and could not be ordered, at least 0
 */
public record Operation(
        Overrides overrides,
        Activation activation,
        Brownout brownout,
        Damping damping,
        Effect effect,
        boolean outsideHold,
        int lacking) {

    public Operation {
        Objects.requireNonNull(overrides, "overrides");
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(brownout, "brownout");
        Objects.requireNonNull(damping, "damping");
        Objects.requireNonNull(effect, "effect");
    }

    /** Returns what is known before the first decision. */
    public static Operation initial() {
        return new Operation(
                Overrides.none(), Activation.initial(), Brownout.none(), Damping.none(), Effect.unknown(), false, 0);
    }

    /** Returns this as it is after a restart at a control time. */
    public Operation resumedAt(long nanos) {
        return new Operation(overrides, activation.resumedAt(nanos), brownout, damping, effect, outsideHold, lacking);
    }
}
