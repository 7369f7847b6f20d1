package io.selfscale.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What a metric source returned for one signal: one sample for the whole target, or one for each replica. */
public sealed interface Reading {

    /**
     * One sample for the whole scaling target, already aggregated where the signal is a mean.
     *
     * @param sample the measurement
     */
    record Whole(Sample sample) implements Reading {
        public Whole {
            Objects.requireNonNull(sample, "sample");
        }
    }

    /**
     * One sample for each replica that answered. Samples of replicas that are not in the inventory are ignored; a
     * ready replica without a sample counts as absent.
     *
     * @param samples by replica id, in the order in which they are folded; copied
     */
    record ByReplica(Map<String, Sample> samples) implements Reading {
        public ByReplica {
            samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
        }
    }

    /** Returns a reading of the whole target, measured just now; NaN, infinite or negative means absent. */
    static Reading of(double value) {
        return new Whole(Sample.of(value));
    }

    /** Returns a reading of the whole target. */
    static Reading of(Sample sample) {
        return new Whole(sample);
    }

    /** Returns a reading of single replicas; see {@link ByReplica}. */
    static Reading byReplica(Map<String, Sample> samples) {
        return new ByReplica(samples);
    }

    /** Returns a reading that knows nothing. */
    static Reading absent(String reason) {
        return new Whole(Sample.absent(reason));
    }
}
