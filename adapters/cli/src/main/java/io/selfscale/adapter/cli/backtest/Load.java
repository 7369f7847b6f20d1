package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.journal.JournalWorld;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.spec.PoolSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A load that policies are tried against, in its world. Safe for concurrent use. */
interface Load {

    /** Returns what it is called: what was given. */
    String name();

    /** Returns the plan of the world, with what the load itself says where nothing was stated. */
    WorldPlan plan();

    /**
     * Returns the requests.
     *
     * @throws IllegalArgumentException if there are none to be had
     */
    Demand demand();

    /** Returns what policies with such pools are tried against. */
    Setting setting(Demand demand, List<PoolSpec> pools);

    /** Returns the policies that belong to the load itself, to be tried before the others. */
    default List<Candidate> own() {
        return List.of();
    }

    /** Returns what the live run came to that it was recorded of, or null if there was none. */
    default JournalWorld.@Nullable Recorded recorded() {
        return null;
    }

    /** Returns how replicas serve in it. */
    ReplicaModel replica();

    /** Returns how often is decided in it, and on what. */
    WorldSettings.Monitoring monitoring();

    /** Returns the world for people: what each part is called, and what it is. */
    Map<String, String> described();

    /** Returns what a reader of the figures should know. */
    default List<String> notes() {
        return List.of();
    }
}
