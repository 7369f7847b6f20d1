package io.selfscale.engine.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.hpa.Recommendation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaCalculatorTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 3600 * SECOND;
    private static final PodGroups.CpuReadiness CPU = new PodGroups.CpuReadiness(300 * SECOND, 30 * SECOND);
    private static final ReplicaCalculator CALCULATOR = new ReplicaCalculator(Tolerance.DEFAULT);

    /** Pods with a request of 1000m each, and their CPU usage. */
    private static final class Fleet {

        private final List<Pod> pods = new ArrayList<>();
        private final Map<String, PodSample> samples = new LinkedHashMap<>();
        private final Map<String, Long> requests = new LinkedHashMap<>();

        Fleet ready(int count, long milli) {
            for (int i = 0; i < count; i++) {
                sample(add(Pod.Phase.RUNNING, false, new Pod.Readiness(true, 0)), milli);
            }
            return this;
        }

        /** Pods that run, are not ready yet, and burn CPU on starting. */
        Fleet unready(int count, long milli) {
            for (int i = 0; i < count; i++) {
                sample(add(Pod.Phase.RUNNING, false, new Pod.Readiness(false, NOW)), milli);
            }
            return this;
        }

        Fleet missing(int count) {
            for (int i = 0; i < count; i++) {
                add(Pod.Phase.RUNNING, false, new Pod.Readiness(true, 0));
            }
            return this;
        }

        Fleet pending(int count) {
            for (int i = 0; i < count; i++) {
                add(Pod.Phase.PENDING, false, new Pod.Readiness(false, NOW));
            }
            return this;
        }

        Fleet finished(int count, long milli) {
            for (int i = 0; i < count; i++) {
                sample(add(Pod.Phase.SUCCEEDED, false, new Pod.Readiness(false, 0)), milli);
            }
            return this;
        }

        Fleet deleted(int count, long milli) {
            for (int i = 0; i < count; i++) {
                sample(add(Pod.Phase.RUNNING, true, new Pod.Readiness(true, 0)), milli);
            }
            return this;
        }

        private String add(Pod.Phase phase, boolean deletionRequested, Pod.Readiness readiness) {
            String name = "pod-" + pods.size();
            long start = readiness.ready() ? 0 : NOW - 60 * SECOND;
            pods.add(new Pod(name, phase, deletionRequested, start, readiness));
            requests.put(name, 1000L);
            return name;
        }

        private void sample(String name, long milli) {
            samples.put(name, new PodSample(milli, NOW, 60 * SECOND));
        }

        Recommendation utilization(int current, int targetPercent) {
            PodGroups groups = PodGroups.of(pods, samples, CPU, NOW);
            return CALCULATOR.utilization(current, targetPercent, pods, samples, requests, groups);
        }

        Recommendation average(Tolerance tolerance, int current, long targetMilli) {
            PodGroups groups = PodGroups.of(pods, samples, null, NOW);
            return new ReplicaCalculator(tolerance).averageOfPods(current, targetMilli, samples, groups);
        }
    }

    /** The table of semantics section 1.10; request 1000m, target 50 %. */
    @ParameterizedTest(name = "{0}: {6}")
    @CsvSource({
        "H1, 3, 3x800, '', 0, 5, 80 % of 50 % on three",
        "H2, 3, 3x540, '', 0, 3, inside the tolerance",
        "H3, 3, 2x900, 1x900, 0, 4, an unready pod counts as idle on the way out",
        "H4, 4, 2x900, 2x900, 0, 4, unready pods turn the ratio round",
        "H5, 4, 3x200, '', 1, 4, a missing pod counts as fully used on the way in",
        "H6, 4, 2x300, '', 2, 4, missing pods turn the ratio round",
        "H7, 6, 5x100, '', 1, 3, in although one is missing",
        "H8, 4, 3x900, '', 1, 6, a missing pod counts as idle on the way out",
        "H9, 3, 5x600, '', 0, 6, the base is the pods with samples: a roll-out inflates"
    })
    void followsTheTable(
            String row, int current, String ready, String unready, int missing, int expected, String meaning) {
        Fleet fleet = new Fleet();
        fleet.ready(count(ready), milli(ready));
        if (!unready.isEmpty()) {
            fleet.unready(count(unready), milli(unready));
        }
        fleet.missing(missing);

        Recommendation recommendation = fleet.utilization(current, 50);

        assertThat(recommendation.error()).isNull();
        assertThat(recommendation.replicas()).as(row + ", " + meaning).isEqualTo(expected);
    }

    private static int count(String group) {
        return Integer.parseInt(group.substring(0, group.indexOf('x')));
    }

    private static long milli(String group) {
        return Long.parseLong(group.substring(group.indexOf('x') + 1));
    }

    @Test
    void h1TakesTheMeanOfUnequalPods() {
        Recommendation recommendation =
                new Fleet().ready(1, 800).ready(1, 900).ready(1, 700).utilization(3, 50);

        assertThat(recommendation.replicas()).isEqualTo(5);
        assertThat(recommendation.ratio()).isEqualTo(1.6);
        assertThat(recommendation.observed()).isEqualTo(80);
        assertThat(recommendation.outcome()).isEqualTo(Outcome.PROPORTIONAL);
        assertThat(recommendation.isUsable()).isTrue();
    }

    @Test
    void h2IsInsideTheTolerance() {
        Recommendation recommendation =
                new Fleet().ready(1, 540).ready(1, 550).ready(1, 530).utilization(3, 50);

        assertThat(recommendation.replicas()).isEqualTo(3);
        assertThat(recommendation.outcome()).isEqualTo(Outcome.WITHIN_TOLERANCE);
    }

    @Test
    void h10LeavesPendingPodsOutOnTheWayIn() {
        assertThat(new Fleet().ready(6, 300).pending(4).utilization(10, 50).replicas())
                .isEqualTo(4);
    }

    @Test
    void saysWhenAssumptionsCancelAProposal() {
        assertThat(new Fleet().ready(2, 900).unready(2, 900).utilization(4, 50).outcome())
                .isEqualTo(Outcome.ASSUMPTIONS_CANCEL);
        assertThat(new Fleet().ready(2, 300).missing(2).utilization(4, 50).outcome())
                .isEqualTo(Outcome.ASSUMPTIONS_CANCEL);
    }

    @Test
    void podsThatEndOrHaveEndedDoNotCount() {
        Fleet fleet = new Fleet().ready(3, 800).finished(4, 0).deleted(3, 0);

        assertThat(fleet.utilization(3, 50).replicas()).isEqualTo(5);
    }

    @Test
    void holdsAtTheBoundaryOfTheTolerance() {
        // |1 - 55/50| > 0.1 in doubles, but 1.1 is within 1.0 + 0.1 (semantics section 0.2).
        assertThat(Math.abs(1 - 55.0 / 50.0)).isGreaterThan(0.1);
        assertThat(Tolerance.DEFAULT.holds(55.0 / 50.0)).isTrue();
        assertThat(Tolerance.DEFAULT.holds(45.0 / 50.0)).isTrue();
        assertThat(Tolerance.DEFAULT.holds(Math.nextUp(1.1))).isFalse();
        assertThat(Tolerance.DEFAULT.holds(Math.nextDown(0.9))).isFalse();
        assertThat(Tolerance.DEFAULT.holds(Double.NaN)).isFalse();

        assertThat(new Fleet().ready(3, 550).utilization(3, 50).outcome()).isEqualTo(Outcome.WITHIN_TOLERANCE);
        assertThat(new Fleet().ready(3, 560).utilization(3, 50).replicas()).isEqualTo(4);
    }

    @Test
    void hasAToleranceForEachDirection() {
        Tolerance wideIn = new Tolerance(0.5, 0);

        assertThat(new Fleet().ready(4, 600).average(wideIn, 4, 1000).replicas())
                .isEqualTo(4);
        assertThat(new Fleet().ready(4, 1001).average(wideIn, 4, 1000).replicas())
                .isEqualTo(5);
    }

    @Test
    void aToleranceOfOneOrMoreNeverScalesIn() {
        assertThat(new Tolerance(2, 0.08).holds(0)).isTrue();
        assertThat(new Tolerance(2, 0.08).holds(1.09)).isFalse();
    }

    @Test
    void refusesAToleranceThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance(-0.1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance(0, -0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance(0.1, Double.NaN));
    }

    @Test
    void ignoresReadinessForMetricsOtherThanCpu() {
        // Two ready at 10 and one starting at 70: 30 on average, a target of 15 doubles the three.
        assertThat(new Fleet()
                        .ready(2, 10_000)
                        .unready(1, 70_000)
                        .average(Tolerance.DEFAULT, 3, 15_000)
                        .replicas())
                .isEqualTo(6);
    }

    @Test
    void failsWithoutASample() {
        assertThat(new Fleet().missing(3).utilization(3, 50).error()).isEqualTo("no pod has a sample");
        assertThat(new Fleet().missing(3).average(Tolerance.DEFAULT, 3, 50).isUsable())
                .isFalse();
    }

    @Test
    void failsWithoutAReadyPod() {
        Recommendation recommendation = new Fleet().unready(3, 900).utilization(3, 50);

        assertThat(recommendation.error()).isEqualTo("no ready pod has a sample");
        assertThat(recommendation.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(recommendation.ratio()).isNaN();
    }

    @Test
    void failsIfARequestIsMissing() {
        Fleet fleet = new Fleet().ready(3, 900);
        fleet.requests.remove("pod-1");

        assertThat(fleet.utilization(3, 50).error()).isEqualTo("pod pod-1 has no request");
    }

    @Test
    void failsIfNothingIsRequested() {
        Fleet fleet = new Fleet().ready(2, 900);
        fleet.requests.replaceAll((name, milli) -> 0L);

        assertThat(fleet.utilization(2, 50).isUsable()).isFalse();
    }

    @ParameterizedTest(name = "{0} replicas, {3} ready, value {1} for {2}: {4}")
    @CsvSource({
        "3, 20000, 15000, 3, 4",
        "3, 16500, 15000, 3, 3",
        "3, 13500, 15000, 3, 3",
        "5, 12000, 20000, 5, 3",
        "3, 50000, 30000, 1, 2",
        "0, 45000, 15000, 0, 3",
        "0, 15001, 15000, 0, 2",
        "0, 0, 15000, 0, 0",
        "3, 9223372036854775807, 1, 3, 2147483647"
    })
    void multipliesTheReadyPodsByTheRatioOfAValue(int current, long value, long target, int ready, int expected) {
        assertThat(CALCULATOR.value(current, value, target, ready).replicas()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} replicas, total {1}, {2} each: {3}")
    @CsvSource({
        "3, 100000, 10000, 10",
        "30, 100000, 10000, 10",
        "3, 33000, 10000, 3",
        "3, 27000, 10000, 3",
        "3, 33001, 10000, 4",
        "0, 100000, 10000, 10",
        "0, 0, 10000, 0",
        "4, 0, 10000, 0",
        "1, 9223372036854775807, 1, 2147483647"
    })
    void dividesATotalByWhatOneReplicaTakes(int current, long total, long target, int expected) {
        assertThat(CALCULATOR.averageValue(current, total, target).replicas()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1} over {0} replicas is {2} each")
    @CsvSource({
        "3, 20000, 6667",
        "4, 20000, 5000",
        "0, 20000, 0",
        "1, 9223372036854775807, 9223372036854775807",
        "2, 9223372036854775807, 9223372036854775807"
    })
    void observesATotalPerReplica(int current, long total, long expected) {
        assertThat(CALCULATOR.averageValue(current, total, 1000).observed()).isEqualTo(expected);
    }
}
