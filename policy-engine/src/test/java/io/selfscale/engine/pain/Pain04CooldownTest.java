package io.selfscale.engine.pain;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.World;
import io.selfscale.engine.lint.Lint;
import io.selfscale.engine.lint.LintFinding;
import io.selfscale.engine.lint.Severity;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.StartupTime;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Policy;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pain 4: cooldown does not mean what people think. Four things have four names here, each with a timeline of its own, in
 * seconds of virtual time; and one that can never take effect is refused by lint.
 */
class Pain04CooldownTest {

    private static final Signal WAITING = Signal.perReplica("waiting", "requests");
    private static final Signal QUEUE = Signal.total("queue_length", "requests");

    private static final ThresholdBand BAND =
            ThresholdBand.on(WAITING).outAbove(10, ofSeconds(30)).inBelow(2, ofMinutes(1));
    private static final TargetTracking TEN_EACH =
            TargetTracking.averageValue(QUEUE, 10).every(ZERO);

    private static ScalingSpec spec(Policy<?> policy, Limits limits) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 20))
                .signal(WAITING)
                .signal(QUEUE)
                .policy(policy)
                .pool(PoolSpec.of("a"))
                .limits(limits)
                .build();
    }

    private static World world(Policy<?> policy, Limits limits, int replicas) {
        return new World(spec(policy, limits))
                .add("a", replicas)
                .read(WAITING, 5)
                .read(QUEUE, 10.0 * replicas);
    }

    /** Returns the seconds at which the count changed, each with the count after it. */
    private static List<String> timeline(World world) {
        return world.decisions().stream()
                .filter(decision -> decision.from() != decision.to())
                .map(decision ->
                        Math.round(decision.stamp().nanos() / 1e9) + "s " + decision.from() + "->" + decision.to())
                .toList();
    }

    private static Duration longestLeft(World world, ReasonCode reason) {
        Duration longest = ZERO;
        for (Decision decision : world.decisions()) {
            for (ConstraintEffect effect : decision.constraints()) {
                Duration left = effect.remaining();
                if (effect.reason() == reason && left != null && left.compareTo(longest) > 0) {
                    longest = left;
                }
            }
        }
        return longest;
    }

    @Test
    void theDetectionWindowIsMeasuredAnewAfterEachChange() {
        World world = world(BAND, Limits.none(), 2).read(WAITING, 20);
        world.tickFor(ofSeconds(100));
        // One measurement at 1 s, 30 s of them at 31 s at the latest; then 30 s of the new size, each time.
        assertThat(timeline(world)).hasSize(3);
        List<Decision> changes = world.decisions().stream()
                .filter(decision -> decision.from() != decision.to())
                .toList();
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).stamp().nanos()
                            - changes.get(i - 1).stamp().nanos())
                    .isBetween(ofSeconds(30).toNanos(), ofSeconds(32).toNanos());
        }
    }

    @Test
    void theStabilizationWindowFollowsTheGreatestRecommendation() {
        Limits limits = Limits.none().withStabilization(ZERO, ofMinutes(1));
        World world = world(TEN_EACH, limits, 5);
        // Five are recommended until 10 s, then two, with one of four at 40 s.
        world.read(QUEUE, w -> w.seconds() <= 10 ? 50 : w.seconds() == 40 ? 40 : 20);
        world.tickFor(ofMinutes(2));
        assertThat(timeline(world)).containsExactly("70s 5->4", "100s 4->2");
        assertThat(longestLeft(world, ReasonCode.STABILIZED)).isEqualTo(ofSeconds(59));
    }

    @Test
    void theCooldownOfScaleInStartsWhenTheChangeTookEffect() {
        Limits limits = Limits.none().withCooldowns(ZERO, ofMinutes(1));
        World world = world(TEN_EACH, limits, 5).startup("a", ofSeconds(20));
        world.read(QUEUE, w -> w.seconds() < 10 ? 50 : w.seconds() < 12 ? 60 : 20);
        world.tickFor(ofMinutes(2));
        // Ordered at 10 s, ready at 30 s, 60 s later the first scale-in.
        assertThat(timeline(world)).containsExactly("10s 5->6", "90s 6->2");
        assertThat(longestLeft(world, ReasonCode.COOLDOWN_IN)).isEqualTo(ofMinutes(1));
    }

    @Test
    void aLaterScaleOutStartsTheCooldownOfScaleInAnew() {
        Limits limits = Limits.none().withCooldowns(ZERO, ofMinutes(1));
        World world = world(TEN_EACH, limits, 5);
        world.read(QUEUE, w -> w.seconds() == 10 ? 60 : w.seconds() == 40 ? 70 : w.seconds() < 10 ? 50 : 20);
        world.tickFor(ofMinutes(2));
        assertThat(timeline(world)).containsExactly("10s 5->6", "40s 6->7", "101s 7->2");
    }

    @Test
    void theCooldownOfScaleOutHoldsNoScaleInBack() {
        Limits limits = Limits.none().withCooldowns(ofMinutes(1), ZERO);
        World world = world(TEN_EACH, limits, 5);
        world.read(QUEUE, w -> w.seconds() < 10 ? 50 : w.seconds() < 20 ? 60 : w.seconds() < 30 ? 30 : 90);
        world.tickFor(ofMinutes(2));
        assertThat(timeline(world)).containsExactly("10s 5->6", "20s 6->3", "71s 3->9");
        assertThat(longestLeft(world, ReasonCode.COOLDOWN_OUT)).isPositive();
    }

    @Test
    void replicasThatStartAreCreditedAndNotOrderedAgain() {
        World world =
                world(TEN_EACH, Limits.none(), 2).startup("a", ofSeconds(90)).read(QUEUE, 60);
        world.tickFor(ofMinutes(2));
        assertThat(timeline(world)).containsExactly("1s 2->6");
        assertThat(world.started()).isEqualTo(4);
        assertThat(world.decisions().get(50).capacity().inFlight()).isEqualTo(4);
    }

    static List<Arguments> contradictions() {
        Limits none = Limits.none();
        return List.of(
                Arguments.of(
                        "limits.stabilization.in",
                        spec(TEN_EACH.every(ofMinutes(1)), none.withStabilization(ZERO, ofMinutes(1)))),
                Arguments.of(
                        "limits.stabilization.out",
                        spec(TEN_EACH.every(ofMinutes(1)), none.withStabilization(ofSeconds(30), ZERO))),
                Arguments.of("limits.cooldown.in", spec(BAND, none.withCooldowns(ZERO, ofMinutes(1)))),
                Arguments.of("limits.cooldown.out", spec(BAND, none.withCooldowns(ofSeconds(30), ZERO))),
                Arguments.of(
                        "limits.reversalHold.within",
                        spec(
                                BAND,
                                none.withReversalHold(new ReversalHold(ofSeconds(30), ofMinutes(5), ofMinutes(60))))),
                Arguments.of(
                        "limits.reversalHold.longest",
                        spec(BAND, none.withReversalHold(new ReversalHold(ofMinutes(5), ofSeconds(30), ofMinutes(1))))),
                Arguments.of(
                        "limits.reversalHold.first",
                        spec(BAND, none.withReversalHold(new ReversalHold(ofMinutes(5), ZERO, ZERO)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void whatCanNeverTakeEffectIsRefused(String path, ScalingSpec spec) {
        assertThat(neverBinds(spec)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.path()).isEqualTo(path);
        });
    }

    @Test
    void whatTakesEffectIsNotRefused() {
        Limits none = Limits.none();
        assertThat(neverBinds(spec(TEN_EACH.every(ofMinutes(1)), none.withStabilization(ofSeconds(61), ofSeconds(61)))))
                .isEmpty();
        assertThat(neverBinds(spec(BAND, none.withCooldowns(ofSeconds(31), ofSeconds(61)))))
                .isEmpty();
        assertThat(neverBinds(spec(TEN_EACH, none.withCooldowns(ofSeconds(2), ofSeconds(2)))))
                .isEmpty();
    }

    @Test
    void aCooldownThatIsRefusedReallyChangesNothing() {
        Limits refused = Limits.none().withCooldowns(ofSeconds(30), ofMinutes(1));
        for (Limits limits : List.of(Limits.none(), refused)) {
            World world = world(BAND, limits, 2);
            world.read(WAITING, w -> w.seconds() < 70 ? 20 : w.seconds() < 300 ? 0 : 20);
            world.tickFor(ofMinutes(7));
            assertThat(timeline(world)).isEqualTo(timelineWithout());
        }
    }

    private static List<String> timelineWithout() {
        World world = world(BAND, Limits.none(), 2);
        world.read(WAITING, w -> w.seconds() < 70 ? 20 : w.seconds() < 300 ? 0 : 20);
        world.tickFor(ofMinutes(7));
        assertThat(timeline(world)).hasSizeGreaterThan(4);
        return timeline(world);
    }

    @Test
    void startUpCreditThatIsOverBeforeTheReplicaServesIsFound() {
        Signal cpu = Signal.ratio("cpu_utilization");
        ScalingSpec slow = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 9))
                .signal(cpu)
                .policy(TargetTracking.utilization(cpu, 0.7))
                .limits(Limits.hpaDefaults())
                .pool(PoolSpec.of("gpu").startingIn(StartupTime.of(ofSeconds(409))))
                .build();
        assertThat(neverBinds(slow)).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("policies[0].tracking.readiness.initialization");
            assertThat(finding.message()).contains("5m", "6m49s");
        });
    }

    private static List<LintFinding> neverBinds(ScalingSpec spec) {
        return Lint.check(spec).stream()
                .filter(finding -> finding.code().equals("NEVER_BINDS"))
                .toList();
    }
}
