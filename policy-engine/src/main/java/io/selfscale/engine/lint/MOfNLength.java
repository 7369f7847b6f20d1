package io.selfscale.engine.lint;

import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.ThresholdRule;
import io.selfscale.engine.spec.WindowSpec;
import io.selfscale.policy.SignalWindow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** M of N looks at whole buckets of the window; with fewer than N of them it never votes. */
final class MOfNLength implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        for (Trigger trigger : subject.triggers()) {
            ThresholdBand band = trigger.band();
            if (band != null && band.statistic() instanceof Statistic.MOfN statistic) {
                check(subject, trigger.path() + ".out.for", band, band.out(), statistic, findings);
                check(subject, trigger.path() + ".in.for", band, band.in(), statistic, findings);
            }
        }
    }

    private static void check(
            Subject subject,
            String path,
            ThresholdBand band,
            @Nullable ThresholdRule rule,
            Statistic.MOfN statistic,
            Findings findings) {
        int index = rule == null ? -1 : subject.spec().indexOf(new SignalWindow(band.signal(), rule.window()));
        if (rule == null || index < 0) {
            return;
        }
        WindowSpec window = subject.spec().windows().get(index);
        int whole = window.buckets() - 1;
        if (statistic.n() > whole) {
            Duration bucket = Duration.ofNanos(window.bucketNanos());
            findings.error(
                    LintCode.M_OF_N_TOO_LONG,
                    path,
                    statistic.label() + " needs " + statistic.n() + " buckets, but " + Wording.time(rule.window())
                            + " has " + whole + " of " + Wording.time(bucket) + ": it never votes",
                    "use at most " + whole + " buckets, or a window of at least "
                            + Wording.time(bucket.multipliedBy(statistic.n())));
        }
    }
}
