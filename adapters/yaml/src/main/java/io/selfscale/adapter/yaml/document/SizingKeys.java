package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.Values;
import io.selfscale.engine.policy.SizingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The keys of policies that size from the arriving work.
 *
 * @param window how far back arrivals are averaged
 * @param coverage share of the window that must hold data
 * @param margin more work that a smaller size must carry
 * @param every how often it is evaluated
 * @param <P> the type of the policy
 */
record SizingKeys<P>(
        Field<P, Duration> window, Field<P, Double> coverage, Field<P, Double> margin, Field<P, Duration> every) {

    private static final SizingSettings DEFAULT = SizingSettings.DEFAULT;

    static <P> SizingKeys<P> of(Function<P, SizingSettings> settings) {
        return new SizingKeys<>(
                Field.optional(
                        "window",
                        Forms.POSITIVE_DURATION,
                        DEFAULT.window(),
                        policy -> settings.apply(policy).window(),
                        "how far back arrivals and measured rates are averaged"),
                Field.optional(
                        "coverage",
                        Forms.SHARE,
                        DEFAULT.coverage(),
                        policy -> settings.apply(policy).coverage(),
                        "share of that window that must hold data before a scale-in rests on it"),
                Field.optional(
                        "margin",
                        Forms.ANY_SHARE,
                        DEFAULT.margin(),
                        policy -> settings.apply(policy).margin(),
                        "how much more work a smaller size must carry before it is proposed"),
                Field.optional(
                        "every",
                        Forms.DURATION,
                        DEFAULT.period(),
                        policy -> settings.apply(policy).period(),
                        "how often it is evaluated; `0s` means at every tick"));
    }

    /** Returns the keys of a policy with these at the end. */
    List<Field<P, ?>> after(List<Field<P, ?>> fields) {
        List<Field<P, ?>> all = new ArrayList<>(fields);
        all.addAll(List.of(window, coverage, margin, every));
        return all;
    }

    SizingSettings settings(Values values) {
        return new SizingSettings(values.get(window), values.get(coverage), values.get(margin), values.get(every));
    }
}
