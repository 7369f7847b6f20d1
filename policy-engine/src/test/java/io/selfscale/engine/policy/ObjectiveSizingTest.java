package io.selfscale.engine.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveSizingTest {

    private static final Signal ARRIVALS = Signal.total("arrivals", "requests");
    private static final Signal WAITING = Signal.total("waiting", "requests");
    private static final Signal SERVICE_TIME = Signal.duration("service_time");
    private static final Signal RUNNING = Signal.perReplica("running", "requests");

    private static final WaitObjective OBJECTIVE = WaitObjective.of(ofSeconds(1), 0.95);
    private static final ObjectiveSizing SIZING =
            ObjectiveSizing.of(ARRIVALS, ServiceModel.multiServer(ofSeconds(2), 4), OBJECTIVE);
    private static final ServiceModel VISION = new ServiceModel.BatchingServer(0.25, 128, 0.010, 0.0004, 16);

    private static Proposal propose(ObjectiveSizing policy, SteadyView view) {
        return policy.propose(view, policy.initialMemory()).proposal();
    }

    private static int replicas(Proposal proposal) {
        assertThat(proposal).isInstanceOf(Proposal.Scale.class);
        return ((Proposal.Scale) proposal).replicas();
    }

    @ParameterizedTest(name = "lambda={0}")
    @CsvSource({"1, 2", "3, 3", "6, 4", "12, 7", "24, 14"})
    void hasTheSmallestSizeThatKeepsTheObjective(double arrivals, int needed) {
        Proposal proposal = propose(SIZING, SteadyView.of(1).read(ARRIVALS, arrivals));
        assertThat(replicas(proposal)).isEqualTo(needed);
        assertThat(proposal.reason()).isEqualTo(ReasonCode.OBJECTIVE);
    }

    @Test
    void replicasOnTheirWayAreNotOrderedAgain() {
        SteadyView view = SteadyView.of(1).requested(14).read(ARRIVALS, 24);
        assertThat(propose(SIZING, view)).isInstanceOf(Proposal.Hold.class);
    }

    @Test
    void aBatchingServerIsSizedByItsRateAtFullBatches() {
        ObjectiveSizing sizing = ObjectiveSizing.of(ARRIVALS, VISION, OBJECTIVE);
        // 20 requests per second: two replicas by the time of a single request (10.1 each), more in truth (6.81 each).
        assertThat(replicas(propose(sizing, SteadyView.of(1).read(ARRIVALS, 20))))
                .isEqualTo(4);
    }

    @Test
    void workThatWaitsIsDrainedBeside() {
        ObjectiveSizing sizing = SIZING.draining(WAITING, ofMinutes(1));
        SteadyView view = SteadyView.of(1).read(ARRIVALS, 6);
        assertThat(replicas(propose(sizing, view.read(WAITING, 0)))).isEqualTo(4);
        assertThat(replicas(propose(sizing, view.read(WAITING, 360)))).isEqualTo(7);
    }

    @Test
    void proposesTheLargestSizeWhereNoneKeepsTheObjective() {
        SteadyView view = SteadyView.of(5).bounds(1, 13).read(ARRIVALS, 24);
        Proposal proposal = propose(SIZING, view);
        assertThat(replicas(proposal)).isEqualTo(13);
        assertThat(proposal.reason()).isEqualTo(ReasonCode.OBJECTIVE_INFEASIBLE);
        assertThat(propose(SIZING, view.requested(13)).reason()).isEqualTo(ReasonCode.OBJECTIVE_INFEASIBLE);
    }

    @Test
    void shrinksOnlyAsFarAsTheObjectiveHoldsWithAMargin() {
        // 6 per second need 4 replicas; 10 % more need 5.
        ObjectiveSizing bold = SIZING.with(SizingSettings.DEFAULT.withMargin(0));
        SteadyView view = SteadyView.of(5).read(ARRIVALS, 6);
        assertThat(replicas(propose(bold, view))).isEqualTo(4);
        assertThat(propose(SIZING, view)).isInstanceOf(Proposal.Hold.class);
        assertThat(propose(SIZING, view).reason()).isEqualTo(ReasonCode.CONSOLIDATION_CHECK);
        assertThat(replicas(propose(SIZING, SteadyView.of(9).read(ARRIVALS, 6))))
                .isEqualTo(5);
    }

    @Test
    void noTrafficIsKnowledgeAndNoDataIsNone() {
        assertThat(replicas(propose(SIZING, SteadyView.of(5).read(ARRIVALS, 0))))
                .isEqualTo(1);
        Proposal blind = propose(SIZING, SteadyView.of(5));
        assertThat(blind).isInstanceOf(Proposal.Veto.class);
        assertThat(blind.reason()).isEqualTo(ReasonCode.SIGNAL_ABSENT);
        assertThat(((Proposal.Veto) blind).direction()).isEqualTo(Direction.IN);
    }

    @Test
    void aBacklogThatIsNotSeenStopsShrinkingButNotGrowth() {
        ObjectiveSizing sizing = SIZING.draining(WAITING, ofMinutes(1));
        assertThat(replicas(propose(sizing, SteadyView.of(1).read(ARRIVALS, 24))))
                .isEqualTo(14);
        assertThat(propose(sizing, SteadyView.of(20).read(ARRIVALS, 24))).isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void aWindowThatIsNotCoveredStopsShrinkingButNotGrowth() {
        assertThat(replicas(propose(SIZING, SteadyView.of(1).read(ARRIVALS, 24).notSpanned())))
                .isEqualTo(14);
        Proposal early = propose(SIZING, SteadyView.of(20).read(ARRIVALS, 24).notSpanned());
        assertThat(early.reason()).isEqualTo(ReasonCode.WINDOW_NOT_COVERED);
        SteadyView restarted = SteadyView.of(20).read(ARRIVALS, 24);
        restarted.observedSince(restarted.nanos() - ofSeconds(59).toNanos());
        assertThat(propose(SIZING, restarted)).isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void aConstantLoadComesToRestAfterOneChange() {
        Rehearsal target =
                new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                        .signal(ARRIVALS)
                        .policy(SIZING)
                        .build());
        target.ready(20).read(ARRIVALS, 6);
        assertThat(target.untilChange(ofMinutes(5))).isNotNull();
        assertThat(target.state().requested()).isEqualTo(5);
        assertThat(target.ready(5).untilChange(ofMinutes(30))).isNull();
    }

    /** Plays measurements of a service time, one a second, and returns the last proposal and memory. */
    private static final class Lesson {
        private final ObjectiveSizing policy;
        private ServiceRegression memory;
        private Proposal last = Proposal.hold(ReasonCode.LEARNING);
        private long nanos = Duration.ofDays(1).toNanos();

        Lesson(ObjectiveSizing policy) {
            this.policy = policy;
            this.memory = policy.initialMemory();
        }

        Lesson measure(int times, double seconds, double running, Duration age) {
            for (int i = 0; i < times; i++) {
                nanos += ofSeconds(1).toNanos();
                SteadyView view = SteadyView.of(1)
                        .at(nanos)
                        .read(ARRIVALS, 6)
                        .read(SERVICE_TIME, Reading.of(Sample.measured(seconds, age)))
                        .read(RUNNING, running);
                var result = policy.propose(view, memory);
                memory = policy.memoryCodec().decode(1, policy.memoryCodec().encode(result.memory()));
                assertThat(memory).isEqualTo(result.memory());
                last = result.proposal();
            }
            return this;
        }

        Lesson measure(int times, double seconds, double running) {
            return measure(times, seconds, running, Duration.ZERO);
        }
    }

    @Test
    void followsTheGivenModelUntilEnoughIsLearned() {
        ObjectiveSizing policy = SIZING.learning(ServiceLearning.of(SERVICE_TIME));
        Lesson lesson = new Lesson(policy).measure(30, 4, 1);
        assertThat(lesson.last.reason()).isEqualTo(ReasonCode.LEARNING);
        assertThat(replicas(lesson.last)).as("as given, 2 s").isEqualTo(4);
        lesson.measure(5, 4, 1);
        assertThat(lesson.last.reason()).isEqualTo(ReasonCode.OBJECTIVE);
        assertThat(replicas(lesson.last))
                .as("as learned, 4 s")
                .isEqualTo(OBJECTIVE
                        .size(ServiceModel.multiServer(ofSeconds(4), 4), 6, 1, 100)
                        .replicas())
                .isGreaterThan(4);
    }

    @Test
    void believesNothingImplausibleOrUncertain() {
        ObjectiveSizing policy = SIZING.learning(ServiceLearning.of(SERVICE_TIME));
        assertThat(new Lesson(policy).measure(200, 8.1, 1).last.reason()).isEqualTo(ReasonCode.LEARNING);
        assertThat(new Lesson(policy).measure(200, 0.49, 1).last.reason()).isEqualTo(ReasonCode.LEARNING);
        Lesson erratic = new Lesson(policy);
        for (int i = 0; i < 20; i++) {
            erratic.measure(1, 0.001, 1).measure(1, 8, 1);
        }
        assertThat(erratic.last.reason()).as("4 s, give or take 16 %").isEqualTo(ReasonCode.LEARNING);
    }

    @Test
    void countsAMeasurementOnceHoweverOftenItIsRead() {
        ObjectiveSizing policy = SIZING.learning(ServiceLearning.of(SERVICE_TIME));
        Lesson lesson = new Lesson(policy).measure(1, 4, 1);
        for (int age = 1; age < 100; age++) {
            lesson.measure(1, 4, 1, ofSeconds(age));
        }
        assertThat(lesson.memory.weight()).isEqualTo(1);
        assertThat(lesson.measure(1, 0, 1).memory.weight()).as("idle").isEqualTo(1);
    }

    @Test
    void learnsHowABatchSlowsDown() {
        ObjectiveSizing policy =
                ObjectiveSizing.of(ARRIVALS, VISION, OBJECTIVE).learning(ServiceLearning.of(SERVICE_TIME, RUNNING));
        Lesson lesson = new Lesson(policy);
        for (int i = 0; i < 40; i++) {
            double running = 1 + i % 8;
            lesson.measure(1, 2 + 0.1 * running, running);
        }
        ServiceModel learned =
                Objects.requireNonNull(ServiceLearning.of(SERVICE_TIME, RUNNING).model(VISION, lesson.memory));
        assertThat(learned.serviceSeconds(1)).isCloseTo(2.1, within(1e-9));
        assertThat(learned.serviceSeconds(16)).isCloseTo(3.6, within(1e-9));
        assertThat(lesson.last.reason()).isEqualTo(ReasonCode.OBJECTIVE);
    }

    @Test
    void doesNotExtrapolateFromSmallBatches() {
        ObjectiveSizing policy =
                ObjectiveSizing.of(ARRIVALS, VISION, OBJECTIVE).learning(ServiceLearning.of(SERVICE_TIME, RUNNING));
        assertThat(new Lesson(policy).measure(200, 1.6, 1).last.reason())
                .as("one batch size tells no slope")
                .isEqualTo(ReasonCode.LEARNING);
        Lesson noisy = new Lesson(policy);
        for (int i = 0; i < 40; i++) {
            noisy.measure(1, 1.6 + (i % 2) * 0.3, 1 + i % 3 * 0.2);
        }
        assertThat(noisy.last.reason()).as("sure of one, not of sixteen").isEqualTo(ReasonCode.LEARNING);
    }

    @Test
    void learnsFromEachReplicaByItself() {
        ObjectiveSizing policy =
                ObjectiveSizing.of(ARRIVALS, VISION, OBJECTIVE).learning(ServiceLearning.of(SERVICE_TIME, RUNNING));
        SteadyView view = SteadyView.of(3)
                .read(ARRIVALS, 6)
                .readEach(SERVICE_TIME, 2.1, 2.8, Double.NaN)
                .readEach(RUNNING, 1, 8, 3);
        ServiceRegression memory = policy.propose(view, policy.initialMemory()).memory();
        assertThat(memory.weight()).isEqualTo(2);
        assertThat(memory.slope()).isCloseTo(0.1, within(1e-12));
        assertThat(policy.propose(view, memory).memory()).isEqualTo(memory);
    }

    @Test
    void oldMeasurementsFade() {
        ServiceRegression memory = ServiceRegression.NOTHING;
        for (int i = 0; i < 100; i++) {
            memory = memory.with(ofSeconds(i).toNanos(), 1, 10, ofMinutes(1));
        }
        for (int i = 0; i < 600; i++) {
            memory = memory.with(ofSeconds(100 + i).toNanos(), 1, 2, ofMinutes(1));
        }
        assertThat(memory.predict(1, false)).isCloseTo(2, within(0.01));
        assertThat(memory.weight()).isBetween(60.0, 61.0);
    }

    @Test
    void aMemoryThatMakesNoSenseIsRefused() {
        var codec = ServiceRegression.codec();
        assertThat(codec.decode(1, codec.encode(ServiceRegression.NOTHING))).isEqualTo(ServiceRegression.NOTHING);
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(1, "{}"));
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(1, "nonsense"));
    }

    @Test
    void signalsMustFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectiveSizing.of(RUNNING, VISION, OBJECTIVE))
                .withMessage("arrivals must be a TOTAL signal but running is PER_REPLICA");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ObjectiveSizing.of(ARRIVALS, VISION, OBJECTIVE).learning(ServiceLearning.of(SERVICE_TIME)))
                .withMessageContaining("needs an occupancy signal");
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceLearning.of(ARRIVALS));
        assertThat(SIZING.draining(WAITING, ofMinutes(1))
                        .learning(ServiceLearning.of(SERVICE_TIME, RUNNING))
                        .signals())
                .containsExactly(ARRIVALS, WAITING, SERVICE_TIME, RUNNING);
    }
}
