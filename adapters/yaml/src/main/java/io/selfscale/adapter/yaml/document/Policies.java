package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.OneOfForm;
import io.selfscale.adapter.yaml.form.OneOfForm.Alternative;
import io.selfscale.engine.policy.BacklogTime;
import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.policy.Fallback;
import io.selfscale.engine.policy.Forecast;
import io.selfscale.engine.policy.FormulaTracking;
import io.selfscale.engine.policy.JobScaling;
import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.engine.policy.ObjectiveSizing;
import io.selfscale.engine.policy.OngoingRequests;
import io.selfscale.engine.policy.ProcessingRate;
import io.selfscale.engine.policy.ReadyBy;
import io.selfscale.engine.policy.SaturationSpare;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.StepScaling;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.WarmTargetTracking;
import io.selfscale.policy.Policy;
import java.util.List;

/** The kinds of policies that a file can hold. */
public final class Policies {

    /** All kinds, in the order of the reference. */
    public static final OneOfForm<Policy<?>> FORM = new OneOfForm<>(
            "policy",
            List.of(
                    kind("threshold", ThresholdBand.class, ThresholdPolicy.FORM),
                    kind("tracking", TargetTracking.class, TrackingPolicy.FORM),
                    kind("warmTracking", WarmTargetTracking.class, WarmTrackingPolicy.FORM),
                    kind("step", StepScaling.class, StepPolicy.FORM),
                    kind("formula", FormulaTracking.class, FormulaPolicy.FORM),
                    kind("knative", KnativeScaling.class, KnativePolicy.FORM),
                    kind("ongoingRequests", OngoingRequests.class, OngoingPolicy.FORM),
                    kind("objective", ObjectiveSizing.class, ObjectivePolicy.FORM),
                    kind("calibrated", CalibratedSizing.class, CalibratedPolicy.FORM),
                    kind("backlogTime", BacklogTime.class, BacklogTimePolicy.FORM),
                    kind("processingRate", ProcessingRate.class, ProcessingRatePolicy.FORM),
                    kind("saturation", SaturationSpare.class, SaturationPolicy.FORM),
                    kind("schedule", Schedule.class, SchedulePolicies.SCHEDULE),
                    kind("readyBy", ReadyBy.class, SchedulePolicies.READY_BY),
                    kind("forecast", Forecast.class, ForecastPolicy.FORM),
                    kind("fallback", Fallback.class, FallbackPolicy.FORM),
                    kind("jobs", JobScaling.class, JobPolicy.FORM)));

    private Policies() {}

    private static <P extends Policy<?>> Alternative<P> kind(String key, Class<P> type, ObjectForm<P> form) {
        return new Alternative<>(key, type, form, false);
    }
}
