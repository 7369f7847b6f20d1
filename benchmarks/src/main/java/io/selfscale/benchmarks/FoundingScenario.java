package io.selfscale.benchmarks;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The founding table over ten replicas, each reporting its own utilization and connections, with full windows. */
final class FoundingScenario {

    static final int REPLICAS = 10;

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final Signal CONNECTIONS = Signal.perReplica("connections", "connections");
    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
    private static final long TICK = Duration.ofSeconds(1).toNanos();

    private final ScalingSpec spec = ScalingSpec.builder(
                    ScalingTarget.of("qwen3-vl").replicas(1, 20))
            .signal(GPU)
            .signal(LATENCY)
            .signal(CONNECTIONS)
            .policies(FoundingTable.of(GPU, LATENCY, CONNECTIONS))
            .build();

    ScalingSpec spec() {
        return spec;
    }

    /** Returns the state after 31 minutes of ticks. */
    State filled() {
        State state = State.initial(spec);
        for (int second = 1; second <= 31 * 60; second++) {
            state = Decider.decide(spec, state, at(second)).state();
        }
        return state;
    }

    /** Returns what is seen in a second: a load in the middle of every band, slightly different each time. */
    Observation at(int second) {
        List<Replica> replicas = new ArrayList<>();
        Map<String, Sample> utilization = new LinkedHashMap<>();
        Map<String, Sample> connections = new LinkedHashMap<>();
        for (int i = 0; i < REPLICAS; i++) {
            String id = "replica-" + i;
            replicas.add(new Replica(id, "gpu", ReplicaState.READY, Duration.ofHours(1), Duration.ofHours(1), null));
            utilization.put(id, Sample.of(0.45 + 0.01 * ((second + i) % 10)));
            connections.put(id, Sample.of(40 + (second + i) % 7));
        }
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        readings.put(GPU, Reading.byReplica(utilization));
        readings.put(LATENCY, Reading.of(0.25 + 0.001 * (second % 50)));
        readings.put(CONNECTIONS, Reading.byReplica(connections));
        return Observation.of(START.plusSeconds(second), second * TICK, readings, Inventory.of(replicas));
    }
}
