package io.selfscale.engine.hpa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a resource pods ask for, in thousandths of its unit, or why that is not known.
 *
 * @param byPodMilli request by pod; empty if there is an error
 * @param error why the requests are not known, or null
 */
public record PodRequests(
        Map<String, Long> byPodMilli, @Nullable String error) {

    /**
     * What a pod asks for.
     *
     * @param pod its name
     * @param podLevelMilli the request of the pod as a whole, or null if it has none
     * @param containers its containers
     * @param initContainers its init containers; only those that restart always are there while the pod runs
     */
    public record Resources(
            String pod, @Nullable Long podLevelMilli, List<Container> containers, List<Container> initContainers) {
        public Resources {
            containers = List.copyOf(containers);
            initContainers = List.copyOf(initContainers);
        }
    }

    /**
     * What a container asks for.
     *
     * @param name unique within its pod
     * @param requestMilli its request, or null if it has none
     * @param restartsAlways for an init container, whether its restart policy is {@code Always}
     */
    public record Container(String name, @Nullable Long requestMilli, boolean restartsAlways) {}

    public PodRequests {
        byPodMilli = Map.copyOf(byPodMilli);
    }

    /**
     * Returns the requests of pods: of one container of each, or the sum over all that run along with the pod.
     *
     * @param pods what the pods ask for
     * @param container the container that counts, or null for the whole pod
     * @param podLevel whether the request of a pod as a whole replaces the sum over its containers
     */
    public static PodRequests of(List<Resources> pods, @Nullable String container, boolean podLevel) {
        Map<String, Long> byPod = new LinkedHashMap<>();
        for (Resources pod : pods) {
            Long whole = pod.podLevelMilli();
            if (podLevel && container == null && whole != null) {
                byPod.put(pod.pod(), whole);
                continue;
            }
            long sum = 0;
            boolean found = false;
            for (Container item : pod.containers()) {
                if (container == null || item.name().equals(container)) {
                    if (item.requestMilli() == null) {
                        return missing(item, pod);
                    }
                    sum = Ratio.sum(sum, item.requestMilli());
                    found = true;
                }
            }
            for (Container item : pod.initContainers()) {
                if (item.restartsAlways() && (container == null || item.name().equals(container))) {
                    if (item.requestMilli() == null) {
                        return missing(item, pod);
                    }
                    sum = Ratio.sum(sum, item.requestMilli());
                    found = true;
                }
            }
            if (container != null && !found) {
                return new PodRequests(Map.of(), "pod " + pod.pod() + " has no container " + container);
            }
            byPod.put(pod.pod(), sum);
        }
        return new PodRequests(byPod, null);
    }

    private static PodRequests missing(Container container, Resources pod) {
        return new PodRequests(Map.of(), "container " + container.name() + " of pod " + pod.pod() + " has no request");
    }
}
