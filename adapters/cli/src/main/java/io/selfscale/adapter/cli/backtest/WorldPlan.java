package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.backtest.StandardWorld;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.adapter.simulation.trace.ClassMix;
import io.selfscale.adapter.simulation.trace.Expansion;
import io.selfscale.adapter.simulation.trace.LoadScale;
import io.selfscale.adapter.simulation.trace.TypicalRequest;
import io.selfscale.adapter.simulation.trace.Window;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.spec.PoolSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The world in which policies are tried, before there is a load.
 *
 * @param isStandard whether it is the standard world
 * @param service whose replicas are scaled
 * @param scale what the load is scaled to, or null for what is usual for its kind
 * @param window the part of the load that is used
 * @param slo what is promised
 * @param seed of everything that is left to chance
 * @param stated what was stated, and takes the place of what service or journal say
 */
public record WorldPlan(
        boolean isStandard,
        Service service,
        @Nullable LoadScale scale,
        Window window,
        Slo slo,
        long seed,
        Stated stated) {

    private static final LoadScale STANDARD_LOAD = new LoadScale.OfferedLoad(4.2);

    private static final int MOST = 60;

    /** Name of the pool where no policy states one. */
    static final String POOL = "main";

    /**
     * What was stated; null where it was not.
     *
     * @param startup start-up time of all pools
     * @param pricePerHour price of all pools
     * @param tick time between decisions
     * @param lag age of measurements
     * @param min least replicas
     * @param max most replicas
     * @param start wall-clock time at the beginning
     */
    public record Stated(
            @Nullable StartupDistribution startup,
            @Nullable Double pricePerHour,
            @Nullable Duration tick,
            @Nullable Duration lag,
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Instant start) {

        int leastOr(int other) {
            return min == null ? other : min;
        }

        int mostOr(int other) {
            return max == null ? other : max;
        }
    }

    /** Returns this with another promise. */
    public WorldPlan withSlo(Slo slo) {
        return new WorldPlan(isStandard, service, scale, window, slo, seed, stated);
    }

    /** Returns this with another seed. */
    public WorldPlan withSeed(long seed) {
        return new WorldPlan(isStandard, service, scale, window, slo, seed, stated);
    }

    /** Returns the time between two decisions. */
    public Duration tick() {
        return monitoring().tick();
    }

    /** Returns the smallest replica count. */
    public int min() {
        return stated.leastOr(1);
    }

    /** Returns the largest replica count. */
    public int max() {
        return stated.mostOr(Math.max(MOST, min()));
    }

    /** Returns the start-up time of a pool that states none. */
    StartupDistribution startup() {
        StartupDistribution startup = stated.startup();
        return startup == null ? service.startup() : startup;
    }

    /** Returns the price of a pool that states none. */
    double pricePerHour() {
        Double price = stated.pricePerHour();
        return price == null ? service.pricePerHour() : price;
    }

    /** Returns how the world is watched, unless it is that of a journal. */
    WorldSettings.Monitoring monitoring() {
        return monitoring(WorldSettings.Monitoring.STANDARD);
    }

    private WorldSettings.Monitoring monitoring(WorldSettings.Monitoring usual) {
        Duration tick = stated.tick();
        Duration lag = stated.lag();
        return new WorldSettings.Monitoring(
                tick == null ? usual.tick() : tick,
                lag == null ? usual.lag() : lag,
                usual.gapShare(),
                usual.scaleInFrom());
    }

    /**
     * Returns how requests are made of a trace.
     *
     * @param isForeign whether the trace is of another service, so that its size says nothing about this one
     */
    public Expansion expansion(boolean isForeign) {
        LoadScale usual = isForeign ? STANDARD_LOAD : LoadScale.asRecorded();
        return new Expansion(
                service.replica(),
                scale == null ? usual : scale,
                window,
                TypicalRequest.STANDARD,
                Expansion.STANDARD_PROMPT_LIMIT,
                new ClassMix.Single(),
                seed);
    }

    /**
     * Returns what a policy is tried against.
     *
     * @param demand what arrives
     * @param pools those of the policy; empty if it states none
     */
    public Setting setting(Demand demand, List<PoolSpec> pools) {
        List<PoolModel> models = pools(pools);
        int first = StandardWorld.firstReplicas(demand, service.replica(), max());
        int initial = Math.min(Math.max(min(), first), models.get(0).quota());
        WorldSettings world = WorldSettings.standard(
                        service.replica(), Duration.ZERO, pricePerHour(), /* initialReplicas= */ 0, seed)
                .withPools(models)
                .withInitialReplicas(initial)
                .withMonitoring(monitoring());
        if (!isStandard) {
            world = world.withFrontDoor(service.door()).killingAtDrainDeadline();
        }
        Instant start = stated.start();
        return setting(demand, start == null ? world : world.startingAt(start));
    }

    /** Returns what a policy is tried against in a world that is known already, such as that of a journal. */
    Setting setting(Demand demand, WorldSettings world) {
        return new Setting(demand, world.withLongestWait(slo.longestWait()), min(), max(), slo.share());
    }

    /** Returns the world of a journal, with what was stated in place of what the journal says. */
    WorldSettings over(WorldSettings journal) {
        WorldSettings world = journal.withMonitoring(monitoring(journal.monitoring()));
        StartupDistribution startup = stated.startup();
        Double price = stated.pricePerHour();
        world = world.withPools(world.pools().stream()
                .map(pool -> new PoolModel(
                        pool.name(),
                        pool.kind(),
                        pool.quota(),
                        price == null ? pool.pricePerHour() : price,
                        price == null ? pool.standbyPerHour() : Math.min(price, pool.standbyPerHour()),
                        startup == null ? pool.startup() : startup,
                        pool.faults()))
                .toList());
        Instant start = stated.start();
        return start == null ? world : world.startingAt(start);
    }

    private List<PoolModel> pools(List<PoolSpec> pools) {
        if (isStandard || pools.isEmpty()) {
            return List.of(new PoolModel(
                    POOL,
                    PoolSpec.Kind.ON_DEMAND,
                    PoolSpec.UNLIMITED,
                    pricePerHour(),
                    /* standbyPerHour= */ 0,
                    startup(),
                    isStandard ? PoolModel.Faults.NONE : withoutInterruptions(service.faults())));
        }
        return pools.stream().map(this::pool).toList();
    }

    private PoolModel pool(PoolSpec pool) {
        Double price = stated.pricePerHour();
        boolean priced = price == null && pool.cost().perHour() > 0;
        double perHour = priced ? pool.cost().perHour() : pricePerHour();
        if (pool.cost().standbyPerHour() > 0 && pool.quota() == PoolSpec.UNLIMITED) {
            throw new IllegalArgumentException("pool " + pool.name()
                    + " must have a quota beside its standbyPricePerHour, which is paid for each replica of the quota, but"
                    + " has none; give the pool a quota");
        }
        boolean spot = pool.kind() == PoolSpec.Kind.SPOT;
        double p50 = pool.startup().p50().toNanos() / 1e9;
        boolean timed = stated.startup() == null && p50 > 0;
        return new PoolModel(
                pool.name(),
                pool.kind(),
                pool.quota(),
                perHour,
                Math.min(perHour, pool.cost().standbyPerHour()),
                timed
                        ? new StartupDistribution(
                                StartupText.law(p50, pool.startup().p95().toNanos() / 1e9), List.of())
                        : startup(),
                spot ? service.faults() : withoutInterruptions(service.faults()));
    }

    /** Only spot pools are taken away. */
    private static PoolModel.Faults withoutInterruptions(PoolModel.Faults faults) {
        return new PoolModel.Faults(faults.neverReadyShare(), faults.crashesPerHour(), 0, faults.interruptionNotice());
    }

    /** Returns the part of it that holds in the world of a journal as well, for people. */
    Map<String, String> describedJournal(WorldSettings.Monitoring monitoring) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("replicas", min() + " to " + max());
        lines.put("control", control(monitoring));
        lines.put("SLO", slo + " of all requests");
        lines.put("seed", Long.toString(seed));
        return lines;
    }

    private static String control(WorldSettings.Monitoring monitoring) {
        return "a decision every " + Text.duration(monitoring.tick()) + " on what is " + Text.duration(monitoring.lag())
                + " old";
    }

    /** Returns it for people: what each part is called, and what it is. */
    public Map<String, String> described() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "world",
                isStandard ? "standard" : "own: faults, front door and brownout of the service, pools of each policy");
        lines.put("service", service.described());
        lines.put("start-up", StartupText.described(startup()));
        lines.put("replicas", min() + " to " + max());
        lines.put("control", control(monitoring()));
        lines.put("price", Text.digits(pricePerHour(), 4) + " per replica and hour");
        lines.put("SLO", slo + " of all requests");
        lines.put("seed", Long.toString(seed));
        if (!slo.isAboutWaits()) {
            lines.put(
                    "note",
                    "the demand curve (too few, too many replicas), late_share and hpa-tuned go by waits of at most 2s");
        }
        return lines;
    }
}
