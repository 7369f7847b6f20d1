package io.selfscale.adapter.simulation.journal;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the replicas of a journal came to. */
final class LiveFleet {

    private LiveFleet() {}

    /**
     * Adds the replicas up, each listing lasting until the next one that could be read.
     *
     * @param tickSeconds usual time between two; what is left out of the load for being much longer is left out here too
     */
    static JournalWorld.Recorded recorded(
            List<Observation> observations, double tickSeconds, int arrivals, Map<String, Integer> startsByPool) {
        double seconds = 0;
        int actions = 0;
        int there = 0;
        int wanted = -1;
        Instant last = null;
        for (Observation observation : observations) {
            seconds += there * RecordedLoad.counted(since(last, observation.wallTime()), tickSeconds);
            last = observation.wallTime();
            if (observation.inventory() instanceof Inventory.Unknown) {
                continue;
            }
            there = count(observation, true);
            int now = count(observation, false);
            actions += wanted >= 0 && now != wanted ? 1 : 0;
            wanted = now;
        }
        return new JournalWorld.Recorded(seconds / 3600, actions, arrivals, startsByPool);
    }

    private static double since(@Nullable Instant last, Instant now) {
        return last == null ? 0 : Math.max(0, Duration.between(last, now).toNanos() / 1e9);
    }

    private static int count(Observation observation, boolean draining) {
        int count = 0;
        for (Replica replica : observation.inventory().replicas()) {
            boolean counts = replica.state() == ReplicaState.DRAINING
                    ? draining
                    : !replica.state().isTerminal();
            count += counts ? 1 : 0;
        }
        return count;
    }
}
