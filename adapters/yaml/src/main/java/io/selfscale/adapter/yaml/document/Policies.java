package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.OneOfForm;
import io.selfscale.adapter.yaml.form.OneOfForm.Alternative;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.policy.Policy;
import java.util.List;

/** The kinds of policies that a file can hold. */
public final class Policies {

    /** All kinds, in the order of the reference. */
    public static final OneOfForm<Policy<?>> FORM = new OneOfForm<>(
            "policy",
            List.of(
                    kind("threshold", ThresholdBand.class, ThresholdPolicy.FORM),
                    kind("tracking", TargetTracking.class, TrackingPolicy.FORM)));

    private Policies() {}

    private static <P extends Policy<?>> Alternative<P> kind(String key, Class<P> type, ObjectForm<P> form) {
        return new Alternative<>(key, type, form, false);
    }
}
