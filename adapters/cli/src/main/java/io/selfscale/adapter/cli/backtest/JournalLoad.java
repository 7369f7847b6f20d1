package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.journal.JournalFile;
import io.selfscale.adapter.cli.journal.SpecificationText;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.journal.Assumptions;
import io.selfscale.adapter.simulation.journal.JournalWorld;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.trace.Expansion;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The load of a live run, made of its journal. Its own policy is tried as well, under the name {@code recorded}: what the
 * run really came to also depended on what no journal tells.
 *
 * @param name as it was given
 * @param world what was made of the journal
 * @param plan the world, with the bounds of the journal's policy where none were stated
 * @param own the journal's policy, if the journal holds it and its signals can be answered; copied
 * @param notes what a reader should know; copied
 */
record JournalLoad(String name, JournalWorld world, WorldPlan plan, List<Candidate> own, List<String> notes)
        implements Load {

    /** Name of the policy that a journal was recorded under. */
    static final String RECORDED = "recorded";

    JournalLoad {
        own = List.copyOf(own);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a journal.
     *
     * @param slots requests that a replica serves at the same time
     * @throws UsageException if it cannot be read, or does not tell enough
     */
    static JournalLoad read(String name, WorldPlan plan, int slots, Policies policies) {
        Path path = InputFile.of("--journal", name, "");
        JournalFile file = file(path);
        ScalingSpec spec = specification(file);
        Assumptions assumptions = new Assumptions(
                slots,
                Assumptions.DEFAULT.variability(),
                plan.slo().longestWait(),
                plan.pricePerHour(),
                plan.startup(),
                spec,
                plan.seed());
        try {
            JournalWorld world = JournalWorld.of(name, file.entries(), assumptions);
            List<String> notes = new ArrayList<>(world.notes());
            JournalLoad load = new JournalLoad(name, world, within(plan, spec), own(spec, policies, notes), notes);
            load.requireServable(plan.stated().max() != null);
            return load;
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + ": " + e.getMessage(), e);
        }
    }

    private static JournalFile file(Path path) {
        try {
            return JournalFile.read(path);
        } catch (CommandFailedException e) {
            // For other commands a damaged journal is what they found; here it is a file that cannot be used.
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Within the bounds that were in force then it did happen, be it enough or not; others are the user's. */
    private void requireServable(boolean withOtherBounds) {
        WorldSettings settings = plan.over(world.settings());
        ReplicaModel replica = settings.replica();
        Servable.requireEnd(
                name,
                Duration.ofNanos((long) (world.demand().seconds() * 1e9)),
                settings.monitoring().tick());
        if (withOtherBounds) {
            Servable.requireRoom(
                    name,
                    Expansion.offeredLoad(world.demand(), replica),
                    plan,
                    "the live service",
                    replica.slots(),
                    "a larger --slots if a replica serves several requests together");
        }
        Servable.requireQuickEnough(name, world.demand(), replica, "the live service", plan.slo());
    }

    private static @Nullable ScalingSpec specification(JournalFile file) {
        ScalingSpec last = null;
        for (JournalEntry entry : file.entries()) {
            if (entry instanceof JournalEntry.Specification specification) {
                try {
                    last = SpecificationText.parse(specification.text(), file.target());
                } catch (IllegalArgumentException e) {
                    throw new UsageException(
                            "the specification in " + file.path() + " cannot be used: " + e.getMessage(), e);
                }
            }
        }
        return last;
    }

    private static List<Candidate> own(@Nullable ScalingSpec spec, Policies policies, List<String> notes) {
        if (spec == null) {
            notes.add("the journal does not hold its policy, which is not tried again");
            return List.of();
        }
        try {
            return List.of(policies.of(RECORDED, spec));
        } catch (UsageException e) {
            notes.add("its own policy is not tried again: " + e.getMessage());
            return List.of();
        }
    }

    private static WorldPlan within(WorldPlan plan, @Nullable ScalingSpec spec) {
        if (spec == null) {
            return plan;
        }
        WorldPlan.Stated stated = plan.stated();
        int max = stated.mostOr(Math.max(spec.target().max(), stated.leastOr(0)));
        int min = stated.leastOr(Math.min(spec.target().min(), max));
        return new WorldPlan(
                plan.isStandard(),
                plan.service(),
                plan.scale(),
                plan.window(),
                plan.slo(),
                plan.seed(),
                new WorldPlan.Stated(
                        stated.startup(),
                        stated.pricePerHour(),
                        stated.tick(),
                        stated.lag(),
                        min,
                        max,
                        stated.start()));
    }

    @Override
    public Demand demand() {
        return world.demand();
    }

    @Override
    public ReplicaModel replica() {
        return world.settings().replica();
    }

    @Override
    public WorldSettings.Monitoring monitoring() {
        return plan.over(world.settings()).monitoring();
    }

    @Override
    public Map<String, String> described() {
        WorldSettings settings = plan.over(world.settings());
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("world", "that of the journal");
        lines.put("service", Text.plural(settings.replica().slots(), "slot") + " (--slots)");
        settings.pools().forEach(pool -> lines.merge("pools", Text.pool(pool), (before, more) -> before + "; " + more));
        lines.putAll(plan.describedJournal(settings.monitoring()));
        return lines;
    }

    @Override
    public Setting setting(Demand demand, List<PoolSpec> pools) {
        WorldSettings settings = plan.over(world.settings());
        int quota = settings.pools().get(0).quota();
        int initial = Math.max(plan.min(), Math.min(settings.initialReplicas(), plan.max()));
        return plan.setting(demand, settings.withInitialReplicas(Math.min(quota, initial)));
    }

    @Override
    public JournalWorld.Recorded recorded() {
        return world.recorded();
    }
}
