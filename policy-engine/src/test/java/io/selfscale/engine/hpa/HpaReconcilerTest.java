package io.selfscale.engine.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One whole decision (semantics sections 1.2 to 1.8). */
class HpaReconcilerTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 100_000 * SECOND;
    private static final RecommendationLog EMPTY = new RecommendationLog(List.of());

    private static HpaReconciler between(int min, int max, @Nullable Limits behavior) {
        return new HpaReconciler(
                min,
                max,
                Tolerance.DEFAULT,
                new PodGroups.CpuReadiness(300 * SECOND, 30 * SECOND),
                HpaReconciler.Defaults.PRODUCT,
                behavior);
    }

    private static HpaObservation seen(int replicas, RecommendationLog log, HpaMetric... metrics) {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            pods.add(new Pod("p" + i, Pod.Phase.RUNNING, false, 0L, new Pod.Readiness(true, 0)));
        }
        return new HpaObservation(
                replicas, replicas, pods, List.of(metrics), log, ScaleEvents.NONE, ScaleEvents.NONE, NOW);
    }

    private static HpaMetric cpu(long... usage) {
        Map<String, PodSample> samples = new LinkedHashMap<>();
        List<PodRequests.Resources> resources = new ArrayList<>();
        for (int i = 0; i < usage.length; i++) {
            samples.put("p" + i, new PodSample(usage[i], NOW, 60 * SECOND));
            resources.add(new PodRequests.Resources(
                    "p" + i, null, List.of(new PodRequests.Container("main", 1000L, false)), List.of()));
        }
        return new HpaMetric.Utilization(
                HpaMetric.Source.RESOURCE, true, 50, samples, PodRequests.of(resources, null, false));
    }

    private static HpaMetric total(long wanted) {
        return new HpaMetric.AverageValue(HpaMetric.Source.EXTERNAL, 1000, wanted * 1000);
    }

    private static final HpaMetric BROKEN = new HpaMetric.Unreadable(HpaMetric.Source.OBJECT, "connection refused");
    private static final HpaMetric ODD = new HpaMetric.Unreadable(HpaMetric.Source.INVALID, "no such type");

    private static String condition(HpaDecision decision, HpaCondition.Type type) {
        HpaCondition condition = decision.conditions().get(type);
        return condition == null
                ? "none"
                : condition.status() + " " + condition.reason().text();
    }

    @Test
    void scalesByUtilizationAndSaysSo() {
        // H1 of the semantics: 80 % of 50 %.
        HpaDecision decision = between(1, 10, null).reconcile(seen(3, EMPTY, cpu(800, 900, 700)));

        assertThat(decision.to()).isEqualTo(5);
        assertThat(decision.isRescaled()).isTrue();
        assertThat(decision.utilizationPercent()).hasValue(80);
        assertThat(decision.metrics().get(0).recommendation().average()).isEqualTo(800);
        assertThat(condition(decision, HpaCondition.Type.ABLE_TO_SCALE)).isEqualTo("true SucceededRescale");
        assertThat(condition(decision, HpaCondition.Type.SCALING_ACTIVE)).isEqualTo("true ValidMetricFound");
        assertThat(condition(decision, HpaCondition.Type.SCALING_LIMITED)).isEqualTo("false DesiredWithinRange");
    }

    @ParameterizedTest
    @CsvSource({
        // bounds, wanted now, expected: none of these looks at a metric
        "3, 10, 0, 0, true SucceededGetScale, false ScalingDisabled",
        "3, 10, 12, 10, true SucceededRescale, none",
        "3, 10, 2, 3, true SucceededRescale, none",
    })
    void theBoundsComeFirst(int min, int max, int spec, int expected, String able, String active) {
        HpaDecision decision = between(min, max, null).reconcile(seen(spec, EMPTY, BROKEN));

        assertThat(decision.to()).isEqualTo(expected);
        assertThat(decision.metrics()).isEmpty();
        assertThat(condition(decision, HpaCondition.Type.ABLE_TO_SCALE)).isEqualTo(able);
        assertThat(condition(decision, HpaCondition.Type.SCALING_ACTIVE)).isEqualTo(active);
        assertThat(condition(decision, HpaCondition.Type.SCALING_LIMITED)).isEqualTo("none");
        assertThat(decision.recommendations()).isEqualTo(EMPTY);
    }

    @Test
    void theLargestOfSeveralMetricsCounts() {
        HpaDecision decision = between(1, 10, null).reconcile(seen(4, EMPTY, total(3), total(7), total(5)));

        assertThat(decision.to()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 8, true ValidMetricFound", // more: one metric is enough
        "5, 5, true ValidMetricFound", // the same: neither
        "2, 5, false FailedGetObjectMetric", // fewer: never on half of the evidence
    })
    void withAMetricThatFailedTheCountMayGoUpButNotDown(int wanted, int expected, String active) {
        HpaDecision decision = between(1, 10, null).reconcile(seen(5, EMPTY, total(wanted), BROKEN));

        assertThat(decision.to()).isEqualTo(expected);
        assertThat(decision.hasFailedMetric()).isTrue();
        assertThat(condition(decision, HpaCondition.Type.SCALING_ACTIVE)).isEqualTo(active);
    }

    @Test
    void theFirstMetricThatFailedIsNamed() {
        HpaDecision decision = between(1, 10, null).reconcile(seen(5, EMPTY, ODD, BROKEN));

        assertThat(decision.to()).isEqualTo(5);
        assertThat(condition(decision, HpaCondition.Type.SCALING_ACTIVE)).isEqualTo("false InvalidMetricSourceType");
        assertThat(condition(decision, HpaCondition.Type.ABLE_TO_SCALE)).isEqualTo("true SucceededGetScale");
    }

    @Test
    void aPodWithoutARequestFailsTheMetric() {
        HpaMetric metric = new HpaMetric.Utilization(
                HpaMetric.Source.CONTAINER_RESOURCE,
                true,
                50,
                Map.of("p0", new PodSample(800, NOW, 60 * SECOND)),
                PodRequests.of(List.of(new PodRequests.Resources("p0", null, List.of(), List.of())), "main", false));

        HpaDecision decision = between(1, 10, null).reconcile(seen(1, EMPTY, metric));

        assertThat(condition(decision, HpaCondition.Type.SCALING_ACTIVE))
                .isEqualTo("false FailedGetContainerResourceMetric");
        assertThat(decision.metrics().get(0).recommendation().error()).isEqualTo("pod p0 has no container main");
    }

    @Test
    void theGreatestRecommendationOfFiveMinutesHoldsTheCount() {
        RecommendationLog log = new RecommendationLog(List.of(new RecommendationLog.Entry(6, NOW - 300 * SECOND)));

        HpaDecision held = between(1, 10, null).reconcile(seen(6, log, total(2)));
        assertThat(held.to()).isEqualTo(6);
        assertThat(condition(held, HpaCondition.Type.ABLE_TO_SCALE)).isEqualTo("true ScaleDownStabilized");
        assertThat(held.recommendations().entries()).extracting("replicas").containsExactly(6, 2);

        RecommendationLog old = new RecommendationLog(List.of(new RecommendationLog.Entry(6, NOW - 301 * SECOND)));
        HpaDecision free = between(1, 10, null).reconcile(seen(6, old, total(2)));
        assertThat(free.to()).isEqualTo(2);
        assertThat(free.recommendations().entries()).extracting("replicas").containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 9, 1, 20, 4, true ScaleUpLimit", // at least 4
        "3, 9, 1, 20, 6, true ScaleUpLimit", // twice
        "3, 9, 1, 5, 5, true TooManyReplicas",
        "3, 6, 1, 20, 6, false DesiredWithinRange",
        "3, 1, 2, 20, 2, true TooFewReplicas",
        "1, 0, 0, 20, 0, false DesiredWithinRange",
    })
    void withoutBehaviorGrowthIsTwiceTheCountOrFour(
            int current, int wanted, int min, int max, int expected, String limited) {
        HpaDecision decision = between(min, max, null).reconcile(seen(current, EMPTY, total(wanted)));

        assertThat(decision.to()).isEqualTo(expected);
        assertThat(condition(decision, HpaCondition.Type.SCALING_LIMITED)).isEqualTo(limited);
    }

    @Test
    void behaviorStabilizesLimitsAndRemembersTheChange() {
        Limits behavior = Limits.none()
                .withStabilization(Duration.ofSeconds(60), Duration.ofSeconds(300))
                .withRates(RateLimit.hpaOut(Duration.ofSeconds(15)), RateLimit.hpaIn(Duration.ofSeconds(15)));
        RecommendationLog log = new RecommendationLog(List.of(new RecommendationLog.Entry(12, NOW - 10 * SECOND)));

        HpaDecision decision = between(1, 50, behavior).reconcile(seen(5, log, total(30)));

        // Least of a minute is 12; four or 100 percent more than 5 are 10.
        assertThat(decision.to()).isEqualTo(10);
        assertThat(condition(decision, HpaCondition.Type.SCALING_LIMITED)).isEqualTo("true ScaleUpLimit");
        assertThat(decision.ups().events()).containsExactly(new ScaleEvents.Event(5, NOW, false));
        assertThat(decision.downs()).isEqualTo(ScaleEvents.NONE);

        // The five of just now are five of the ten that a period allows from 5 on.
        HpaObservation next = new HpaObservation(
                10,
                10,
                List.of(),
                List.of(total(30)),
                decision.recommendations(),
                decision.ups(),
                decision.downs(),
                NOW + 5 * SECOND);
        HpaDecision again = between(1, 50, behavior).reconcile(next);
        assertThat(again.to()).isEqualTo(10);
        assertThat(again.ups()).isEqualTo(decision.ups());
    }

    @ParameterizedTest
    @CsvSource({"30, true ScaleUpStabilized", "2, true ScaleDownStabilized", "5, true ReadyForNewScale"})
    void saysWhichWayBehaviorStabilized(int wanted, String able) {
        Limits behavior = Limits.none().withStabilization(Duration.ofSeconds(60), Duration.ofSeconds(60));
        RecommendationLog log = new RecommendationLog(List.of(new RecommendationLog.Entry(5, NOW - SECOND)));

        HpaDecision decision = between(1, 50, behavior).reconcile(seen(5, log, total(wanted)));

        assertThat(decision.isRescaled()).isFalse();
        assertThat(condition(decision, HpaCondition.Type.ABLE_TO_SCALE)).isEqualTo(able);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> between(3, 2, null))
                .withMessage("0 <= min <= max and max >= 1 must hold but were 3, 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HpaMetric.Value(HpaMetric.Source.PODS, 1, 1))
                .withMessage("this form of metric cannot come from PODS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HpaMetric.PodsAverage(0, Map.of()))
                .withMessage("the target of a metric must be positive but was 0");
    }
}
