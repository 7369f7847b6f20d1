package io.selfscale.engine.lint;

import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy as far as the checks can see through it.
 *
 * @param policy the policy
 * @param path where it is in a policy file
 * @param style how it comes to its proposals
 * @param signals what it looks at, as far as known; copied
 * @param out how far back it looks to scale out, zero for the present value, null if it never scales out
 * @param in how far back it looks to scale in, zero for the present value, null if it never scales in
 * @param every time between two evaluations: its period, or the tick if that is longer
 */
record Trigger(
        Policy<?> policy,
        String path,
        Style style,
        Set<Signal> signals,
        @Nullable Duration out,
        @Nullable Duration in,
        Duration every) {

    /** How a policy comes to its proposals. */
    enum Style {
        /** By steps, of a threshold band: each change consumes the evidence. */
        BAND,
        /** In proportion to a signal. */
        PROPORTIONAL,
        /** In a way that is known to the policy only. */
        OTHER
    }

    static Trigger of(ScalingSpec spec, int index, Policy<?> policy) {
        Duration every = policy.period().compareTo(spec.tick()) > 0 ? policy.period() : spec.tick();
        String place = "policies[" + index + "]";
        if (policy instanceof ThresholdBand band) {
            return new Trigger(
                    band,
                    place + ".threshold",
                    Style.BAND,
                    Set.of(band.signal()),
                    band.out() == null ? null : band.out().window(),
                    band.in() == null ? null : band.in().window(),
                    every);
        }
        if (policy instanceof TargetTracking tracking) {
            return new Trigger(
                    tracking,
                    place + ".tracking",
                    Style.PROPORTIONAL,
                    Set.of(tracking.signal()),
                    Duration.ZERO,
                    Duration.ZERO,
                    every);
        }
        List<Duration> spans =
                policy.windows().stream().map(SignalWindow::span).sorted().toList();
        return new Trigger(
                policy,
                place,
                Style.OTHER,
                signals(policy),
                spans.isEmpty() ? Duration.ZERO : spans.get(0),
                spans.isEmpty() ? Duration.ZERO : spans.get(spans.size() - 1),
                every);
    }

    /** Returns what a policy looks at, in a fixed order. */
    private static Set<Signal> signals(Policy<?> policy) {
        Set<Signal> signals = new LinkedHashSet<>();
        policy.signals().stream().sorted((a, b) -> a.name().compareTo(b.name())).forEach(signals::add);
        return signals;
    }

    /** Returns the band, or null if it is something else. */
    @Nullable
    ThresholdBand band() {
        return policy instanceof ThresholdBand band ? band : null;
    }
}
