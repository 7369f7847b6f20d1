package io.selfscale.adapter.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.backtest.StandardWorld;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.adapter.simulation.trace.Expansion;
import io.selfscale.adapter.simulation.trace.LoadScale;
import io.selfscale.adapter.simulation.trace.Window;
import io.selfscale.adapter.simulation.world.FrontDoor;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.StartupTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldPlanTest {

    private static final String SERVICE = """
            apiVersion: selfscale.io/v1
            kind: ServiceModel
            name: captions
            slots: 4
            decode: {perToken: 10ms}
            startup: {phases: [{name: image, p50: 20s, p95: 30s}, {name: weights, p50: 60s, p95: 90s}]}
            pricePerHour: 2.5
            faults: {neverReady: 1%, crashesPerHour: 0.02, interruptionsPerHour: 0.1}
            frontDoor: {queue: 100, patience: 30s, cacheHitShare: 5%}
            brownout: [{name: brief, outputShare: 50%}]
            """;

    private static final Demand DEMAND = demand();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    Path folder;

    private final WorldOptions options = new WorldOptions();

    private static Demand demand() {
        Demand.Builder requests = Demand.named("steady");
        for (int i = 0; i < 3000; i++) {
            requests.add(i * 0.2, 100, 0, 100);
        }
        return requests.lasting(Duration.ofMinutes(10));
    }

    private WorldPlan plan() {
        return options.plan(findings -> assertThat(findings).isEmpty());
    }

    private void withService() throws IOException {
        options.service =
                Files.writeString(folder.resolve("service.yaml"), SERVICE).toString();
    }

    @Test
    void withoutOptionsItIsTheStandardWorld() {
        WorldPlan plan = plan();

        assertThat(plan.setting(DEMAND, List.of(PoolSpec.of("gpu"))))
                .isEqualTo(StandardWorld.setting(DEMAND, ReplicaModel.VLM_8B, Duration.ofSeconds(60), 4.0, 1, 1, 60));
        assertThat(plan.expansion(/* isForeign= */ true)).isEqualTo(Expansion.standard(ReplicaModel.VLM_8B, 4.2, 1));
        assertThat(plan.expansion(/* isForeign= */ false).scale()).isEqualTo(LoadScale.asRecorded());
    }

    @Test
    void whatIsStatedTakesThePlaceOfWhatIsUsual() {
        options.offeredLoad = "2.5";
        options.from = "24h";
        options.hours = "12";
        options.min = "2";
        options.max = "9";
        options.tick = "5s";
        options.lag = "0s";
        options.startup = "p50=30s,p95=60s";
        options.slo = "wait<=500ms:95%";
        options.price = "1.25/h";
        options.seed = "-7";
        options.start = "2026-01-05T08:00:00Z";
        WorldPlan plan = plan();
        Setting setting = plan.setting(DEMAND, List.of());
        WorldSettings world = setting.world();

        assertThat(plan.expansion(/* isForeign= */ true))
                .isEqualTo(Expansion.standard(ReplicaModel.VLM_8B, 2.5, -7)
                        .withWindow(new Window(Duration.ofHours(24), Duration.ofHours(12))));
        assertThat(setting.min()).isEqualTo(2);
        assertThat(setting.max()).isEqualTo(9);
        assertThat(setting.goal()).isEqualTo(0.95);
        assertThat(world.monitoring().tick()).isEqualTo(Duration.ofSeconds(5));
        assertThat(world.monitoring().lag()).isZero();
        assertThat(world.longestWait()).isEqualTo(Duration.ofMillis(500));
        assertThat(world.start()).isEqualTo(Instant.parse("2026-01-05T08:00:00Z"));
        assertThat(world.seed()).isEqualTo(-7);
        assertThat(world.pools()).singleElement().satisfies(pool -> {
            assertThat(pool.pricePerHour()).isEqualTo(1.25);
            assertThat(pool.startup().law()).isEqualTo(new StartupDistribution.Law.LogNormal(30, 60));
        });
    }

    @Test
    void aServiceBringsItsOwnWorld() throws IOException {
        withService();
        WorldSettings world = plan().setting(DEMAND, List.of()).world();

        assertThat(world.replica()).isEqualTo(new ReplicaModel(4, 0, 0, 0, 0.01, 0));
        assertThat(world.frontDoor())
                .isEqualTo(new FrontDoor(
                        100, Duration.ofSeconds(30), 0.05, List.of(new FrontDoor.Rung("brief", 1, 0.5, 128))));
        assertThat(world.killsAtDrainDeadline()).isTrue();
        PoolModel pool = world.pools().get(0);
        assertThat(pool.pricePerHour()).isEqualTo(2.5);
        assertThat(pool.faults().neverReadyShare()).isEqualTo(0.01);
        assertThat(pool.faults().interruptionsPerHour()).isZero();
        assertThat(pool.startup().law()).isEqualTo(new StartupDistribution.Law.LogNormal(80, 120));
        assertThat(pool.startup().phaseAt(0.2)).isEqualTo("image");
        assertThat(pool.startup().phaseAt(0.3)).isEqualTo("weights");
    }

    @Test
    void inTheStandardWorldNothingGoesWrongWithAService() throws IOException {
        withService();
        options.world = "standard";
        WorldSettings world =
                plan().setting(DEMAND, List.of(PoolSpec.of("gpu"))).world();

        assertThat(world.frontDoor()).isEqualTo(FrontDoor.UNLIMITED);
        assertThat(world.pools()).singleElement().satisfies(pool -> {
            assertThat(pool.name()).isEqualTo("main");
            assertThat(pool.faults()).isEqualTo(PoolModel.Faults.NONE);
        });
    }

    @Test
    void poolsOfAPolicyKeepWhatTheyState() throws IOException {
        withService();
        PoolSpec reserved = PoolSpec.of("reserved")
                .startingIn(new StartupTime(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30)))
                .costing(new PoolSpec.Cost(1.5, 0.5, 1, PoolSpec.StandbyTier.COLD))
                .withQuota(3);
        PoolSpec spot = PoolSpec.of("spot").asSpot();
        WorldSettings world = plan().setting(DEMAND, List.of(reserved, spot)).world();

        assertThat(world.initialReplicas()).isEqualTo(2);
        assertThat(world.pools())
                .satisfiesExactly(
                        pool -> {
                            assertThat(pool.quota()).isEqualTo(3);
                            assertThat(pool.pricePerHour()).isEqualTo(1.5);
                            assertThat(pool.standbyPerHour()).isEqualTo(0.5);
                            assertThat(pool.startup().law()).isEqualTo(new StartupDistribution.Law.LogNormal(10, 20));
                            assertThat(pool.faults().interruptionsPerHour()).isZero();
                        },
                        pool -> {
                            assertThat(pool.kind()).isEqualTo(PoolSpec.Kind.SPOT);
                            assertThat(pool.pricePerHour()).isEqualTo(2.5);
                            assertThat(pool.startup().law()).isEqualTo(new StartupDistribution.Law.LogNormal(80, 120));
                            assertThat(pool.faults().interruptionsPerHour()).isEqualTo(0.1);
                        });
    }

    @Test
    void aPriceOfStandbyNeedsAQuota() throws IOException {
        withService();
        PoolSpec prepared = PoolSpec.of("hot").costing(new PoolSpec.Cost(1.5, 0.5, 1, PoolSpec.StandbyTier.HOT));
        assertThatThrownBy(() -> plan().setting(DEMAND, List.of(prepared)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pool hot must have a quota beside its standbyPricePerHour")
                .hasMessageEndingWith("give the pool a quota");
    }

    @Test
    void aMaximumBelowTheUsualMinimumOrTheOtherWayRoundIsNotUsual() {
        options.min = "100";
        assertThat(plan().max()).isEqualTo(100);
        options.max = "50";
        assertThatThrownBy(this::plan)
                .isInstanceOf(UsageException.class)
                .hasMessage("--min 100 must not be above --max 50");
    }

    @Test
    void everyRefusalNamesTheOption() {
        options.world = "mine";
        assertThatThrownBy(this::plan).hasMessage("--world must be standard or own, but was 'mine'");
        options.world = null;
        options.price = "free";
        assertThatThrownBy(this::plan).hasMessageContaining("--price must be").hasMessageContaining("4.0/h");
        options.price = null;
        options.start = "today";
        assertThatThrownBy(this::plan).hasMessageContaining("--start must be a moment");
        options.start = null;
        options.startup = "p50=60s,p95=30s";
        assertThatThrownBy(this::plan).hasMessageContaining("--startup must be").hasMessageContaining("0 < p50 <= p95");
        options.startup = "soon";
        assertThatThrownBy(this::plan).hasMessageEndingWith("but was 'soon'");
        options.startup = null;
        options.hours = "0";
        assertThatThrownBy(this::plan).hasMessageContaining("--hours must be");
        options.hours = null;
        options.offeredLoad = "lots";
        assertThatThrownBy(this::plan).hasMessageContaining("--offered-load must be");
        options.offeredLoad = null;
        options.seed = "1.5";
        assertThatThrownBy(this::plan).hasMessageContaining("--seed must be");
    }
}
