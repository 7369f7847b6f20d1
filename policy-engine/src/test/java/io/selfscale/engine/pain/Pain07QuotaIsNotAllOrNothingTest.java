package io.selfscale.engine.pain;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.RequestedBy;
import io.selfscale.engine.decide.World;
import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What can be had is taken, and the record says what is missing and why. */
class Pain07QuotaIsNotAllOrNothingTest {

    private static final Signal WANTED = Signal.total("wanted", "replicas");

    private static World world(int quotaA, int quotaB, BudgetSpec budget) {
        return new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 50))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .pool(PoolSpec.of("a").pricedPerHour(1).withQuota(quotaA))
                        .pool(PoolSpec.of("b").pricedPerHour(3).withQuota(quotaB))
                        .budget(budget)
                        .build())
                .add("a", 1);
    }

    /** Granted = the least of what is asked and of every cap; more asked never gives less. */
    @Property
    void grantsTheLeastOfWhatIsAskedAndOfEveryCap(
            @ForAll @IntRange(min = 1, max = 60) int asked,
            @ForAll @IntRange(min = 1, max = 20) int quotaA,
            @ForAll @IntRange(min = 0, max = 20) int quotaB,
            @ForAll @IntRange(min = 1, max = 40) int instances,
            @ForAll @IntRange(min = 1, max = 60) int money) {
        int fromA = Math.min(quotaA, money);
        int affordable = fromA + Math.min(quotaB, (money - fromA) / 3);
        int expected = Math.max(1, Math.min(Math.min(asked, 50), Math.min(affordable, instances)));
        World world = world(quotaA, quotaB, BudgetSpec.perHour(money).withInstanceCap(instances))
                .read(WANTED, asked);
        Decision decision = world.tick();
        assertThat(decision.to()).as(decision.explain()).isEqualTo(expected);
        assertThat(world.in("a") + world.in("b")).isEqualTo(expected);
    }

    @Test
    void theBindingQuotaIsNamedWithItsAmount() {
        Decision decision = world(4, 3, BudgetSpec.NONE).read(WANTED, 20).tick();
        assertThat(decision.to()).isEqualTo(7);
        assertThat(decision.binding()).satisfies(bound -> {
            assertThat(bound.reason()).isEqualTo(ReasonCode.QUOTA);
            assertThat(bound.before()).isEqualTo(20);
            assertThat(bound.detail()).isEqualTo("7 replicas are all that the pools may hold");
        });
    }

    @Test
    void aDrainingReplicaIsPaidForUntilItIsGone() {
        World world = world(10, 0, BudgetSpec.perHour(5))
                .drainingFor(ofSeconds(20))
                .read(WANTED, w -> w.seconds() < 10 ? 5 : w.seconds() < 12 ? 2 : 5);
        world.tickFor(ofSeconds(60));
        assertThat(world.largestCost()).isLessThanOrEqualTo(5);
        assertThat(world.ready()).isEqualTo(5);
    }

    @Test
    void anInfeasibleMinimumIsAnErrorAndNeverZeroReplicas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingSpec.builder(ScalingTarget.of("vlm").replicas(4, 50))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .pool(PoolSpec.of("a").pricedPerHour(4))
                        .budget(BudgetSpec.perHour(15))
                        .build())
                .withMessageContaining("min 4 costs at least 16.0 per hour, more than the budget of 15.0");
    }
}
