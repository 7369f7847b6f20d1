package io.selfscale.engine.hpa;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pods a metric may be read from (semantics section 1.3).
 *
 * @param readyCount pods that count
 * @param unready pods that are not ready, or too young for their sample to mean something
 * @param missing pods without a sample
 * @param ignored pods that are ending or have ended
 */
public record PodGroups(int readyCount, Set<String> unready, Set<String> missing, Set<String> ignored) {

    /**
     * How readiness enters, for CPU only.
     *
     * @param initializationNanos how long after its start a pod counts as starting, in nanoseconds; 5 min by default
     * @param initialReadinessDelayNanos how long after its start a pod that turned unready was never ready; 30 s by
     *     default
     */
    public record CpuReadiness(long initializationNanos, long initialReadinessDelayNanos) {}

    public PodGroups {
        unready = Set.copyOf(unready);
        missing = Set.copyOf(missing);
        ignored = Set.copyOf(ignored);
    }

    /**
     * Groups pods.
     *
     * @param cpu how readiness enters, or null for other metrics, which ignore it
     */
    public static PodGroups of(
            List<Pod> pods, Map<String, PodSample> samples, @Nullable CpuReadiness cpu, long nowNanos) {
        int ready = 0;
        Set<String> unready = new LinkedHashSet<>();
        Set<String> missing = new LinkedHashSet<>();
        Set<String> ignored = new LinkedHashSet<>();
        for (Pod pod : pods) {
            PodSample sample = samples.get(pod.name());
            if (pod.deletionRequested() || pod.phase() == Pod.Phase.FAILED || pod.phase() == Pod.Phase.SUCCEEDED) {
                ignored.add(pod.name());
            } else if (pod.phase() == Pod.Phase.PENDING) {
                unready.add(pod.name());
            } else if (sample == null) {
                missing.add(pod.name());
            } else if (cpu != null && isUnready(pod, sample, cpu, nowNanos)) {
                unready.add(pod.name());
            } else {
                ready++;
            }
        }
        return new PodGroups(ready, unready, missing, ignored);
    }

    private static boolean isUnready(Pod pod, PodSample sample, CpuReadiness cpu, long now) {
        Pod.Readiness readiness = pod.readiness();
        Long start = pod.startNanos();
        if (readiness == null || start == null) {
            return true;
        }
        if (start + cpu.initializationNanos() > now) {
            return !readiness.ready()
                    || sample.timestampNanos() < readiness.lastTransitionNanos() + sample.windowNanos();
        }
        return !readiness.ready() && start + cpu.initialReadinessDelayNanos() > readiness.lastTransitionNanos();
    }
}
