package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.TextForm;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.spec.ScalingTarget;
import java.util.List;
import java.util.Map;

/** How many replicas are added or removed: an integer, or a percentage of the present count. */
final class StepSizes {

    /** Percent of the present count, at most. */
    static final int MOST_PERCENT = 100_000;

    static final Map<String, Object> SCHEMA =
            Map.of("anyOf", List.of(Map.of("type", "integer"), Forms.textSchema("^[0-9]+%$")));

    static final Form<StepSize> FORM = new TextForm<>(
            "a number of replicas such as 2, or a percentage such as 50%",
            SCHEMA,
            (scalar, scope) -> scalar.text().endsWith("%")
                    ? new StepSize.Percent(percent(scalar.text()))
                    : new StepSize.Fixed(Forms.wholeNumber(scalar, 1, ScalingTarget.LARGEST)),
            step -> step instanceof StepSize.Percent percent
                    ? percent.percent() + "%"
                    : (Object) ((StepSize.Fixed) step).replicas());

    private StepSizes() {}

    static int percent(String text) {
        int percent = Forms.wholePercent(text);
        if (percent < 1 || percent > MOST_PERCENT) {
            throw new IllegalArgumentException("it is not from 1% to " + MOST_PERCENT + "%");
        }
        return percent;
    }
}
