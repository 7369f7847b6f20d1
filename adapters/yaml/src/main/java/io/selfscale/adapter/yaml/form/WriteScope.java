package io.selfscale.adapter.yaml.form;

import io.selfscale.policy.Signal;
import org.jspecify.annotations.Nullable;

/**
 * What a value is written in the light of.
 *
 * @param subject the signal that quantities are about, or null
 */
public record WriteScope(@Nullable Signal subject) {

    /** Nothing is known. */
    public static final WriteScope NONE = new WriteScope(null);
}
