package io.selfscale.adapter.simulation.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.FrontDoor;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.policy.Order;
import io.selfscale.policy.ServiceLevel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that can be followed by hand. */
class FiguresTest {

    /** One request at a time, for 10 s. */
    private static final ReplicaModel MODEL = new ReplicaModel(1, 10, 0, 0, 1e-9, 0);

    private static final WorldSettings WORLD = WorldSettings.standard(MODEL, Duration.ofSeconds(60), 3.6, 1, 1);

    private static final Controller IDLE = seen -> new Controller.Control(1, ServiceLevel.FULL, List.of(), null);

    private static Demand pairs(Duration length) {
        Demand.Builder demand = Demand.named("pairs");
        // Two at the same time, every 20 s: with one replica the second one waits for 10 s.
        for (int at = 0; at < length.toSeconds(); at += 20) {
            demand.add(at, 0, 0, 0).add(at, 0, 0, 0);
        }
        return demand.lasting(length);
    }

    private static Figures figures(Demand demand, WorldSettings world, Controller controller) {
        return Figures.of(World.run(demand, world, controller), 0.99, 1, 10);
    }

    @Test
    void countsAllRequestsAndAllReplicas() {
        Figures figures = figures(pairs(Duration.ofMinutes(10)), WORLD, IDLE);
        assertThat(figures.offered()).isEqualTo(60);
        assertThat(figures.attainment()).isEqualTo(0.5);
        assertThat(figures.replicaHours()).isCloseTo(1 / 6.0, within(1e-9));
        assertThat(figures.cost()).isCloseTo(0.6, within(1e-9));
        // 0.6 for 30 good requests.
        assertThat(figures.costPerThousandGood()).isCloseTo(20, within(1e-6));
        assertThat(figures.waitSeconds().p50()).isZero();
        assertThat(figures.waitSeconds().p95()).isCloseTo(10, within(1e-6));
        assertThat(figures.actions()).isZero();
        assertThat(figures.wastedReplicaMinutes()).isZero();
        assertThat(figures.timeToReady().p50()).isNaN();
        assertThat(figures.days()).isCloseTo(10 / 1440.0, within(1e-12));
    }

    @Test
    void chargesWhatStartsAndCountsWhatWasNeverUsed() {
        // A second replica at 0, a third at 150 s that is cancelled at 180 s, before it is ready.
        Controller controller = seen -> {
            long second = seen.nanos() / 1_000_000_000L;
            int requested = second >= 150 && second < 180 ? 3 : 2;
            List<Order> orders = switch ((int) second) {
                case 0 -> List.of(new Order.Start("a", "main", 1, Duration.ofMinutes(5)));
                case 150 -> List.of(new Order.Start("b", "main", 1, Duration.ofMinutes(5)));
                case 180 -> List.of(new Order.Stop("c", "main", List.of("main-3"), Duration.ofMinutes(5)));
                default -> List.of();
            };
            return new Controller.Control(requested, ServiceLevel.FULL, orders, null);
        };
        Figures figures = figures(pairs(Duration.ofMinutes(10)), WORLD, controller);
        assertThat(figures.replicaHours() * 60).isCloseTo(10 + 10 + 0.5, within(1e-6));
        assertThat(figures.wastedReplicaMinutes()).isCloseTo(0.5, within(1e-6));
        assertThat(figures.timeToReady().p99()).isCloseTo(60, within(1e-6));
        // 1 to 2 at the start, 2 to 3, and back half a minute later.
        assertThat(figures.actions()).isEqualTo(3);
        assertThat(figures.reversals()).isEqualTo(1);
        assertThat(figures.changes().amplitude()).isEqualTo(1);
        assertThat(figures.reversalsPerHour()).isCloseTo(6, within(1e-9));
        assertThat(figures.reversalsPerDay()).isCloseTo(144, within(1e-9));
        assertThat(figures.actionsPerDay()).isCloseTo(432, within(1e-9));
    }

    @Test
    void countsWhatIsRejectedAsMissed() {
        FrontDoor noQueue = new FrontDoor(0, null, 0, List.of());
        Figures figures = figures(pairs(Duration.ofMinutes(10)), WORLD.withFrontDoor(noQueue), IDLE);
        assertThat(figures.rejectedShare()).isEqualTo(0.5);
        assertThat(figures.attainment()).isEqualTo(0.5);
        assertThat(figures.waitSeconds().p99()).isZero();
    }

    @Test
    void countsWhatIsNeverServedAsMissed() {
        Controller none = seen -> new Controller.Control(
                0,
                ServiceLevel.FULL,
                seen.nanos() == 0
                        ? List.of(new Order.Stop("a", "main", List.of("main-1"), Duration.ofMinutes(5)))
                        : List.of(),
                null);
        Figures figures = figures(pairs(Duration.ofMinutes(10)), WORLD, none);
        // The two that had come by then are served: one at once, the other not.
        assertThat(figures.unservedShare()).isCloseTo(59 / 60.0, within(1e-9));
        assertThat(figures.attainment()).isCloseTo(1 / 60.0, within(1e-9));
        assertThat(figures.elasticity().underTimesharePct()).isCloseTo(100, within(1e-9));
    }

    @Test
    void knowsNothingOfNoRequests() {
        Figures figures = figures(Demand.named("none").lasting(Duration.ofMinutes(10)), WORLD, IDLE);
        assertThat(figures.attainment()).isNaN();
        assertThat(figures.costPerThousandGood()).isNaN();
        assertThat(figures.cost()).isCloseTo(0.6, within(1e-9));
        assertThat(figures.elasticity().noDemandShare()).isEqualTo(1);
    }
}
