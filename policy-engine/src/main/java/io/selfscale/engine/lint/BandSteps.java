package io.selfscale.engine.lint;

import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.policy.ThresholdRule;
import java.util.Objects;

/**
 * What the steps of a band do to its own signal, if that falls as replicas are added (semantics section 16): {@code up *
 * N / (N + s)} after a scale-out at the threshold, {@code down * N / (N - s)} after a scale-in at the threshold.
 */
final class BandSteps {

    private final ThresholdBand band;
    private final ThresholdRule out;
    private final ThresholdRule in;
    private final int min;
    private final int max;

    private BandSteps(ThresholdBand band, int min, int max) {
        this.band = band;
        this.out = Objects.requireNonNull(band.out());
        this.in = Objects.requireNonNull(band.in());
        this.min = min;
        this.max = max;
    }

    /** Returns the steps of a band with both rules. */
    static BandSteps of(Trigger trigger, Subject subject) {
        return new BandSteps(Objects.requireNonNull(trigger.band()), subject.min(), subject.max());
    }

    ThresholdBand band() {
        return band;
    }

    double up() {
        return out.threshold();
    }

    double down() {
        return in.threshold();
    }

    /** Returns the replicas added at a count. */
    int adds(int replicas) {
        return Math.min(out.step().of(replicas), max - replicas);
    }

    /** Returns the replicas that the rule removes at a count, before any check. */
    int removes(int replicas) {
        return Math.max(0, Math.min(in.step().of(replicas), replicas - min));
    }

    /** Returns the value after a scale-out at the threshold. */
    double afterOut(int replicas) {
        return up() * replicas / (replicas + adds(replicas));
    }

    /** Returns the value after the whole step of a scale-in at the threshold. */
    double afterIn(int replicas) {
        return down() * replicas / (replicas - removes(replicas));
    }

    /** Returns the replicas that the consolidation check lets go at a count and a load in signal times replicas. */
    int removable(int replicas, double load) {
        double limit = up() * (1 - band.settings().consolidationMargin());
        int remove = removes(replicas);
        while (remove > 0 && load > 0 && load >= limit * (replicas - remove)) {
            remove--;
        }
        return remove;
    }

    /** Returns the value below which the consolidation check lets one replica go at a count. */
    double consolidationLimit(int replicas) {
        return up() * (1 - band.settings().consolidationMargin()) * (replicas - 1) / replicas;
    }
}
