package io.selfscale.adapter.simulation.pain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.Fate;
import io.selfscale.adapter.simulation.world.ReplicaHistory;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Pain 10: scale-in kills busy work. Requests take up to 300 s; at its drain deadline a replica is taken away with all that
 * it still does.
 */
class Pain10ScaleInKillsBusyWorkTest {

    private static final Signal RUNNING = Signal.perReplica("requests_running", "requests");
    private static final Signal IN_FLIGHT = Signal.total("in_flight", "requests");
    private static final int SLOTS = 4;
    private static final double LONGEST = 300;
    private static final int TOKENS_PER_SECOND = 1_000;

    /** Half the time three times as many arrive as in the other half; one in five takes its 300 s, the others 5 s. */
    private static Demand waves() {
        SplittableRandom random = new SplittableRandom(10);
        Demand.Builder demand = Demand.named("waves");
        double at = 0;
        while (true) {
            double perSecond = at % 3_600 < 1_800 ? 0.3 : 0.1;
            at += -StrictMath.log(1 - random.nextDouble()) / perSecond;
            if (at >= 6 * 3_600) {
                return demand.lasting(Duration.ofHours(6));
            }
            double length = random.nextInt(5) == 0 ? LONGEST : 5;
            demand.add(at, 0, 0, (int) (length * TOKENS_PER_SECOND));
        }
    }

    private static RunRecord run(Duration drainDeadline, boolean leastBusyFirst) {
        WorldSettings world = WorldSettings.standard(
                        new ReplicaModel(SLOTS, 0, 0, 0, 1.0 / TOKENS_PER_SECOND, 0), Duration.ofMinutes(1), 1, 6, 1)
                .killingAtDrainDeadline();
        var builder = ScalingSpec.builder(ScalingTarget.of("t").replicas(2, 20))
                .tick(Duration.ofSeconds(15))
                .signal(IN_FLIGHT)
                .signal(RUNNING)
                .policy(TargetTracking.averageValue(IN_FLIGHT, 0.6 * SLOTS))
                .limits(Limits.none().withStabilization(Duration.ZERO, Duration.ofMinutes(3)))
                .pool(PoolSpec.of("main").withDrainDeadline(drainDeadline));
        ScalingSpec spec = leastBusyFirst ? builder.stopLeast(RUNNING).build() : builder.build();
        return World.run(waves(), world, new EngineController(spec));
    }

    private static List<Integer> killed(RunRecord run) {
        return IntStream.range(0, run.requests().size())
                .filter(request -> run.requests().returns(request) > 0)
                .boxed()
                .toList();
    }

    /** Returns those that drained while the demand went on; after its end nothing is taken away. */
    private static List<ReplicaHistory> drained(RunRecord run) {
        return run.replicas().stream()
                .filter(replica -> !Double.isNaN(replica.drainingSeconds())
                        && replica.goneSeconds() < run.demand().seconds())
                .toList();
    }

    @Test
    void killsNothingWhereTheDeadlineIsTheLongestServiceTime() {
        RunRecord run = run(Duration.ofSeconds((long) LONGEST), true);
        assertThat(drained(run)).hasSizeGreaterThan(20);
        assertThat(drained(run)).anyMatch(replica -> replica.goneSeconds() - replica.drainingSeconds() > LONGEST / 2);
        assertThat(killed(run)).isEmpty();
        assertThat(run.requests().count(Fate.COMPLETED)).isEqualTo(run.demand().size());
    }

    @Test
    void killsThoseBeyondTheDeadlineAndNoOthersWhereItIsShorter() {
        double deadline = 120;
        RunRecord run = run(Duration.ofSeconds((long) deadline), true);
        List<Integer> killed = killed(run);
        assertThat(killed).hasSizeGreaterThan(10);
        double longService = LONGEST;
        assertThat(killed).allMatch(request -> run.demand().outputTokens(request) == longService * TOKENS_PER_SECOND);
        for (ReplicaHistory replica : drained(run)) {
            double took = replica.goneSeconds() - replica.drainingSeconds();
            // Who does no work beyond the deadline is gone before it; nobody stays for longer.
            assertThat(took).isLessThanOrEqualTo(deadline + 1e-9);
        }
        long atTheDeadline = drained(run).stream()
                .filter(replica -> replica.goneSeconds() - replica.drainingSeconds() > deadline - 1e-9)
                .count();
        int losses = killed.stream().mapToInt(run.requests()::returns).sum();
        assertThat((long) losses).isBetween(atTheDeadline, SLOTS * atTheDeadline);
        // What is killed is served all the same, from its beginning.
        assertThat(run.requests().count(Fate.COMPLETED)).isEqualTo(run.demand().size());
        assertThat(killed)
                .allSatisfy(request -> assertThat(run.requests().endSeconds(request)
                                - run.requests().startSeconds(request))
                        .isCloseTo(LONGEST, within(1e-6)));
    }

    @Test
    void stopsThoseWithTheLeastWorkFirst() {
        int least = killed(run(Duration.ofMinutes(2), true)).size();
        int newest = killed(run(Duration.ofMinutes(2), false)).size();
        assertThat(least).isLessThan(newest);
    }

    /** Capacity that leaves is not counted as there: the replicas that serve are as many as are wanted, at every tick. */
    @Test
    void whatDrainsDoesNotCountAsCapacity() {
        RunRecord run = run(Duration.ofSeconds((long) LONGEST), true);
        assertThat(run.ticks()).allMatch(tick -> tick.starting() + tick.ready() == tick.requested());
        assertThat(run.ticks()).anyMatch(tick -> tick.draining() > 1);
    }
}
