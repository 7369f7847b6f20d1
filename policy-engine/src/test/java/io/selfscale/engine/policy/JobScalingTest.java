package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.keda.JobDemand;
import io.selfscale.engine.keda.JobStrategy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs through the whole decision; the arithmetic by itself is in {@code JobStrategyTest} and {@code JobDemandTest}. */
class JobScalingTest {

    private static final Signal QUEUE = Signal.total("queue", "items");
    private static final Signal OTHER = Signal.total("other", "items");

    private static Rehearsal target(JobScaling policy) {
        var spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10));
        policy.queues().forEach(queue -> spec.signal(queue.signal()));
        return new Rehearsal(spec.policy(policy).build());
    }

    private static Inventory jobs(int running, int pending) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < running; i++) {
            replicas.add(Rehearsal.replica("run" + i, ReplicaState.READY, Duration.ofMinutes(1), null));
        }
        for (int i = 0; i < pending; i++) {
            replicas.add(Rehearsal.replica("new" + i, ReplicaState.STARTING, Duration.ofSeconds(5), null));
        }
        return Inventory.of(replicas);
    }

    private static JobStrategy strategy(String name) {
        return name.equals("custom") ? new JobStrategy.Custom(1, 0.5) : JobStrategy.named(name);
    }

    @ParameterizedTest
    @CsvSource({
        // One job always runs (min 1), ten at most; running includes pending. Expected: the count after the decision.
        "default,  6, 3, 1, 7", // 6 - (4 - 1) = 3 new
        "custom,   6, 3, 1, 8", // 6 - 1 - trunc(3 * 0.5) = 4 new
        "accurate, 4, 3, 1, 7", // 4 - 1 pending = 3 new
        "accurate, 9, 3, 1, 10", // 9 + 3 - 1 > 10: 10 - 3 = 7 new, the bound holds
        "eager,    6, 3, 1, 10", // min(10 - 3 - 1, 6) = 6 new
        "eager,    2, 3, 1, 6", // min(10 - 3 - 1, 2) = 2 new
        "default,  2, 3, 1, 4", // 2 - 3 < 0: none
        "default,  0, 3, 1, 4", // no item: none, and none is stopped
    })
    void startsWhatItsStrategyAllows(String strategy, double items, int running, int pending, int expected) {
        Decision decision = target(JobScaling.on(QUEUE, 1).by(strategy(strategy)))
                .inventory(jobs(running, pending))
                .read(QUEUE, items)
                .tick();

        assertThat(decision.from()).isEqualTo(running + pending);
        assertThat(decision.to()).as(decision.explain()).isEqualTo(expected);
        assertThat(decision.orders()).noneMatch(Order.Stop.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"MAX, 7", "MIN, 5", "AVERAGE, 6", "SUM, 10"})
    void combinesSeveralQueues(JobDemand.Calculation calculation, int expected) {
        // 4 jobs and 6 jobs; the longer queue is the second. Of the two running, one is there anyway: 1 is deducted.
        Decision decision = target(JobScaling.on(QUEUE, 1).and(OTHER, 1.6).combining(calculation))
                .inventory(jobs(2, 0))
                .read(QUEUE, 4)
                .read(OTHER, 9.6)
                .tick();

        assertThat(decision.to()).as(decision.explain()).isEqualTo(expected);
    }

    @Test
    void aQueueBelowItsActivationDoesNotCount() {
        JobScaling policy = new JobScaling(
                "jobs", List.of(new JobScaling.Queue(QUEUE, 1, 5)), JobStrategy.standard(), JobDemand.Calculation.MAX);
        Rehearsal target = target(policy).inventory(jobs(2, 0));

        assertThat(target.read(QUEUE, 5).tick().to()).isEqualTo(2);
        assertThat(target.read(QUEUE, 6).tick().to()).isEqualTo(7);
    }

    @Test
    void jobsThatEndedAreNotStartedAgain() {
        Rehearsal target = target(JobScaling.on(QUEUE, 1)).inventory(jobs(5, 0)).read(QUEUE, 0);
        assertThat(target.tick().to()).isEqualTo(5);

        Decision decision = target.inventory(jobs(3, 0)).tick();

        assertThat(decision.to()).as(decision.explain()).isEqualTo(3);
        assertThat(decision.orders()).isEmpty();
    }

    @Test
    void aRunningJobIsNotStoppedForAnotherPolicy() {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .signal(QUEUE)
                .signal(OTHER)
                .policy(JobScaling.on(QUEUE, 1))
                .policy(TargetTracking.averageValue(OTHER, 10).every(Duration.ZERO))
                .build();
        Decision decision = new Rehearsal(spec)
                .inventory(jobs(5, 0))
                .read(QUEUE, 0)
                .read(OTHER, 10)
                .tick();

        assertThat(decision.to()).isEqualTo(5);
        assertThat(decision.explain()).contains("a job that runs is not stopped");
    }

    @Test
    void anUnreadableInventoryStartsNothing() {
        Rehearsal target = target(JobScaling.on(QUEUE, 1)).inventory(jobs(3, 0)).read(QUEUE, 3);
        assertThat(target.tick().to()).isEqualTo(4);

        Decision decision = target.inventory(Inventory.unknown("listing failed"))
                .read(QUEUE, 9)
                .tick();

        assertThat(decision.to()).isEqualTo(4);
        assertThat(decision.orders()).isEmpty();
        assertThat(decision.proposals().get(0).proposal().reason()).isEqualTo(ReasonCode.INVENTORY_UNKNOWN);
    }

    @Test
    void anAbsentQueueStartsNothingAndLetsNothingGo() {
        Rehearsal target = target(JobScaling.on(QUEUE, 1)).inventory(jobs(3, 0));
        assertThat(target.read(QUEUE, Reading.absent("broker down")).tick().to())
                .isEqualTo(3);
        assertThat(target.read(QUEUE, Double.NaN).tick().to()).isEqualTo(3);
        assertThat(target.read(QUEUE, -4).tick().to()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"MAX, 6", "SUM, 6", "MIN, 3", "AVERAGE, 3"})
    void theQueuesThatCanBeReadMayAskForJobsWhereTheOthersCouldOnlyAskForMore(
            JobDemand.Calculation calculation, int expected) {
        Decision decision = target(JobScaling.on(QUEUE, 1).and(OTHER, 1).combining(calculation))
                .inventory(jobs(3, 0))
                .read(QUEUE, 5)
                .read(OTHER, Reading.absent("broker down"))
                .tick();

        assertThat(decision.to()).as(decision.explain()).isEqualTo(expected);
    }

    @Test
    void needsATotal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobScaling.on(Signal.duration("latency"), 1))
                .withMessage("jobs need a TOTAL signal but latency is DURATION");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobScaling.on(QUEUE, 0))
                .withMessageContaining("must be positive but were 0.0");
    }
}
