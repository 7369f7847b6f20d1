package io.selfscale.engine.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.hpa.PodRequests.Container;
import io.selfscale.engine.hpa.PodRequests.Resources;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PodRequestsTest {

    private static final Resources POD = new Resources(
            "p",
            700L,
            List.of(new Container("main", 300L, false), new Container("proxy", 50L, false)),
            List.of(new Container("sidecar", 20L, true), new Container("setup", 5000L, false)));

    @Test
    void sumsWhatRunsAlongWithThePod() {
        assertThat(PodRequests.of(List.of(POD), null, false).byPodMilli()).isEqualTo(Map.of("p", 370L));
        assertThat(PodRequests.of(List.of(), null, false).byPodMilli()).isEmpty();
    }

    @Test
    void theRequestOfThePodReplacesTheSumOnlyWhereItCounts() {
        assertThat(PodRequests.of(List.of(POD), null, true).byPodMilli()).isEqualTo(Map.of("p", 700L));
        Resources without = new Resources("p", null, POD.containers(), List.of());
        assertThat(PodRequests.of(List.of(without), null, true).byPodMilli()).isEqualTo(Map.of("p", 350L));
    }

    @Test
    void aNamedContainerComesFirst() {
        assertThat(PodRequests.of(List.of(POD), "proxy", true).byPodMilli()).isEqualTo(Map.of("p", 50L));
        assertThat(PodRequests.of(List.of(POD), "sidecar", false).byPodMilli()).isEqualTo(Map.of("p", 20L));
    }

    @Test
    void whatIsMissingIsNamed() {
        Resources without = new Resources("q", null, List.of(new Container("main", null, false)), List.of());
        assertThat(PodRequests.of(List.of(POD, without), null, false).error())
                .isEqualTo("container main of pod q has no request");
        assertThat(PodRequests.of(List.of(POD), "setup", false).error()).isEqualTo("pod p has no container setup");
        assertThat(PodRequests.of(List.of(POD), "setup", false).byPodMilli()).isEmpty();
    }

    @Test
    void sumsDoNotOverflow() {
        Resources huge = new Resources(
                "p",
                null,
                List.of(new Container("a", Long.MAX_VALUE, false), new Container("b", 5L, false)),
                List.of());
        assertThat(PodRequests.of(List.of(huge), null, false).byPodMilli()).isEqualTo(Map.of("p", Long.MAX_VALUE));
        Ratio.Result result = Objects.requireNonNull(
                new UtilizationRatio(50, Map.of("p", 1000L, "q", 1000L)).of(Map.of("p", Long.MAX_VALUE, "q", 9L)));
        assertThat(result.ratio()).as("much, and not less than nothing").isGreaterThan(1e12);
    }
}
