package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SpotSpec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.Signal;
import io.selfscale.testkit.Invariants;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.Assertions;

/** Invariant 12: what is granted fits quota, instance cap and budget at every instant, whatever is asked. */
class BudgetProperties {

    private static final Signal WANTED = Signal.total("wanted", "replicas");

    /**
     * A pool to be drawn.
     *
     * @param price per hour
     * @param weight capacity of one replica
     * @param quota replicas allowed by the specification
     * @param capacity replicas that it really grants
     * @param startSeconds time to become ready
     * @param spot whether it is interruptible
     */
    record Shape(int price, int weight, int quota, int capacity, int startSeconds, boolean spot) {}

    @Property
    void costsNeverExceedTheBudget(
            @ForAll("shapes") @Size(min = 1, max = 3) List<Shape> shapes,
            @ForAll @IntRange(min = 8, max = 60) int budget,
            @ForAll @IntRange(min = 2, max = 30) int instances,
            @ForAll @IntRange(min = 0, max = 4) int onDemandFloor,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 40) Integer> wanted,
            @ForAll @IntRange(min = 0, max = 59) int interruptedAt) {
        ScalingSpecBuilder builder = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                .signal(WANTED)
                .policy(new RequestedBy("wanted", WANTED))
                .budget(BudgetSpec.perHour(budget).withInstanceCap(instances))
                .spot(new SpotSpec(onDemandFloor, 60));
        for (int i = 0; i < shapes.size(); i++) {
            builder.pool(pool("p" + i, shapes.get(i), /* first= */ i == 0));
        }
        World world = new World(builder.build())
                .drainingFor(ofSeconds(7))
                .add("p0", 1)
                .read(WANTED, w -> wanted.get((int) (w.seconds() / 10) % wanted.size()));
        for (int i = 0; i < shapes.size(); i++) {
            world.startup("p" + i, ofSeconds(shapes.get(i).startSeconds()));
            world.capacity("p" + i, Math.max(1, shapes.get(i).capacity()));
        }
        for (int tick = 0; tick < 60; tick++) {
            if (tick == interruptedAt) {
                world.serving("p" + (shapes.size() - 1))
                        .forEach(id -> world.announce(new Event.Interruption(id, ofMinutes(2))));
            }
            Decision decision = world.tick();
            Invariants.withinBudget(world.cost(), budget, decision);
            int replicas = 0;
            for (int i = 0; i < shapes.size(); i++) {
                int quota = i == 0
                        ? Math.max(2, shapes.get(i).quota())
                        : shapes.get(i).quota();
                Assertions.assertThat(world.in("p" + i)).as(decision.explain()).isLessThanOrEqualTo(quota);
                replicas += world.in("p" + i);
            }
            Assertions.assertThat(replicas).as(decision.explain()).isLessThanOrEqualTo(instances);
        }
    }

    /** The first pool can hold the minimum, so that the specification is feasible. */
    private static PoolSpec pool(String name, Shape shape, boolean first) {
        PoolSpec pool = PoolSpec.of(name)
                .withStartDeadline(ofSeconds(20))
                .withDrainDeadline(ofSeconds(7))
                .costing(new PoolSpec.Cost(shape.price(), 0, shape.weight(), PoolSpec.StandbyTier.COLD))
                .withQuota(first ? Math.max(2, shape.quota()) : shape.quota());
        return shape.spot() && !first ? pool.asSpot() : pool;
    }

    @Provide
    Arbitrary<List<Shape>> shapes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of(true, false))
                .as(Shape::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
