package io.selfscale.adapter.cli;

import io.selfscale.adapter.yaml.PolicyReader;
import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.journal.JsonLinesJournal;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the journal of an hour: a queue that grows after ten minutes, and replicas that take 45 s to start. */
final class JournalFixture {

    static final String POLICY = """
            apiVersion: selfscale.io/v1
            kind: ScalingPolicy
            target: shop
            replicas: {min: 1, max: 6}
            tick: 5s
            policies:
              - threshold:
                  signal: waiting
                  kind: perReplica
                  out: {above: 10, for: 1m, add: 2}
                  in: {below: 2, for: 5m, remove: 1}
            """;

    /** The same policy, with the signals that tell how much work there is. */
    static final String POLICY_WITH_LOAD = POLICY.replace("policies:", """
            signals:
              - {name: arrivals, kind: total, unit: requests/s, required: false}
              - {name: service_time, kind: duration, required: false}
            policies:""");

    static final Instant START = Instant.parse("2026-11-11T20:00:00Z");

    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration STARTING = Duration.ofSeconds(45);

    /**
     * A replica and when it was ordered.
     *
     * @param id its id
     * @param order the order that asked for it, empty for the first
     * @param since control time of the order
     */
    private record Ordered(String id, String order, Duration since) {}

    private final String policy;
    private final ScalingSpec spec;
    private final List<Ordered> replicas = new ArrayList<>();
    private final List<OrderOutcome> outcomes = new ArrayList<>();

    private JournalFixture(String policy) {
        this.policy = policy;
        this.spec = PolicyReader.read("policy", policy).documents().get(0).spec();
    }

    /** Writes a journal that holds the policy it was decided by. */
    static Path write(Path file) throws IOException {
        new JournalFixture(POLICY).write(file, /* withPolicy= */ true);
        return file;
    }

    /** Writes a journal that does not hold the policy it was decided by. */
    static Path writeWithoutPolicy(Path file) throws IOException {
        new JournalFixture(POLICY).write(file, /* withPolicy= */ false);
        return file;
    }

    /** Writes a journal that tells arrivals and service times as well. */
    static Path writeWithLoad(Path file) throws IOException {
        new JournalFixture(POLICY_WITH_LOAD).write(file, /* withPolicy= */ true);
        return file;
    }

    private void write(Path file, boolean withPolicy) throws IOException {
        replicas.add(new Ordered("first", "", Duration.ofHours(-1)));
        StateCodec codec = new StateCodec(spec);
        State state = State.initial(spec);
        try (JsonLinesJournal journal = JsonLinesJournal.open(file)) {
            if (withPolicy) {
                journal.specified(START, policy);
            }
            journal.snapshot(START, codec.encode(state));
            for (int i = 1; i <= 720; i++) {
                Observation observation = observe(TICK.multipliedBy(i));
                Step<State> step = Decider.decide(spec, state, observation);
                state = step.state();
                journal.decided(observation, step.decision());
                carryOut(step.decision().orders(), TICK.multipliedBy(i));
                if (i % 100 == 0) {
                    journal.snapshot(observation.wallTime(), codec.encode(state));
                }
            }
        }
    }

    private Observation observe(Duration now) {
        double load = now.toMinutes() >= 10 && now.toMinutes() < 30 ? 24 : 1;
        List<Replica> listed = new ArrayList<>();
        int ready = 0;
        for (Ordered ordered : replicas) {
            Duration age = now.minus(ordered.since());
            boolean serves = age.compareTo(STARTING) >= 0;
            ready += serves ? 1 : 0;
            listed.add(new Replica(
                    ordered.id(),
                    "default",
                    serves ? ReplicaState.READY : ReplicaState.STARTING,
                    age,
                    serves ? age.minus(STARTING) : age,
                    ordered.order().isEmpty() ? null : ordered.order(),
                    serves ? "" : age.toSeconds() < 20 ? "pull image" : "load weights"));
        }
        Observation observation = new Observation(
                START.plus(now),
                now.toNanos(),
                readings(load, ready),
                Inventory.of(listed),
                List.copyOf(outcomes),
                List.of());
        outcomes.clear();
        return observation;
    }

    private Map<Signal, Reading> readings(double load, int ready) {
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        for (SignalSpec used : spec.signals()) {
            double value = switch (used.signal().name()) {
                case "arrivals" -> load / 10;
                case "service_time" -> 1.5;
                default -> load / Math.max(1, ready);
            };
            readings.put(used.signal(), Reading.of(value));
        }
        return readings;
    }

    private void carryOut(List<Order> orders, Duration now) {
        for (Order order : orders) {
            if (order instanceof Order.Start start) {
                for (int i = 1; i <= start.count(); i++) {
                    replicas.add(new Ordered(start.id() + "." + i, start.id(), now));
                }
            } else if (order instanceof Order.Stop stop) {
                replicas.removeIf(replica -> stop.replicas().contains(replica.id()));
            }
            outcomes.add(OrderOutcome.accepted(order));
        }
    }
}
