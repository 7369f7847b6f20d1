package io.selfscale.benchmarks;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.kpa.KpaTarget;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.engine.schedule.WeeklyRecurrence;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.spec.SpotSpec;
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
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Six policies (the founding table, target tracking, Knative, a schedule) over three pools with prices and quotas, a
 * budget, a brownout ladder and every kind of damping; twelve replicas, full windows.
 */
final class FullScenario {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final Signal CONNECTIONS = Signal.perReplica("connections", "connections");
    private static final Signal RUNNING = Signal.total("running", "requests");
    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
    private static final long TICK = Duration.ofSeconds(1).toNanos();
    private static final String[] POOLS = {"owned", "steady", "spot"};

    private final ScalingSpec spec = ScalingSpec.builder(
                    ScalingTarget.of("qwen3-vl").replicas(2, 40))
            .signal(GPU)
            .signal(SignalSpec.required(LATENCY))
            .signal(CONNECTIONS)
            .signal(RUNNING)
            .policies(FoundingTable.of(GPU, LATENCY, CONNECTIONS))
            .policy(TargetTracking.averageValue(RUNNING, 8).every(Duration.ZERO).named("running-target"))
            .policy(KnativeScaling.of(RUNNING, new KpaTarget(8, 11)))
            .policy(Schedule.of(
                    "sale",
                    ScheduleWindow.floor(
                            "evening",
                            8,
                            WeeklyRecurrence.daily(LocalTime.of(19, 0), LocalTime.of(23, 0), ZoneOffset.UTC))))
            .pool(PoolSpec.of("owned").pricedPerHour(1).withQuota(6))
            .pool(PoolSpec.of("steady").pricedPerHour(4).withQuota(40))
            .pool(PoolSpec.of("spot").pricedPerHour(1.5).withQuota(40).asSpot())
            .budget(BudgetSpec.perHour(60).withPerMonth(30_000, 1_000, ZoneOffset.UTC))
            .spot(new SpotSpec(2, 50))
            .brownout(new BrownoutSpec(
                    List.of(new BrownoutSpec.Rung("no-hd", 1.5, 1), new BrownoutSpec.Rung("short", 2, 2)),
                    LATENCY,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    0.2))
            .limits(Limits.hpaDefaults()
                    .withCooldowns(Duration.ZERO, Duration.ofMinutes(5))
                    .withReversalHold(
                            new ReversalHold(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofMinutes(30)))
                    .withActionsPerDay(50))
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
        for (int i = 0; i < 12; i++) {
            String id = "replica-" + (100 + i);
            String pool = POOLS[i % POOLS.length];
            replicas.add(new Replica(id, pool, ReplicaState.READY, Duration.ofHours(1), Duration.ofMinutes(59), null));
            utilization.put(id, Sample.of(0.45 + 0.01 * ((second + i) % 10)));
            connections.put(id, Sample.of(40 + (second + i) % 7));
        }
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        readings.put(GPU, Reading.byReplica(utilization));
        readings.put(LATENCY, Reading.of(0.25 + 0.001 * (second % 50)));
        readings.put(CONNECTIONS, Reading.byReplica(connections));
        readings.put(RUNNING, Reading.of(92.0 + second % 5));
        return Observation.of(START.plusSeconds(second), second * TICK, readings, Inventory.of(replicas));
    }
}
