package io.selfscale.testkit;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Copies of observations with a difference. */
final class Observations {

    private Observations() {}

    static Observation withReading(Observation observation, Signal signal, Reading reading) {
        Map<Signal, Reading> readings = new LinkedHashMap<>(observation.readings());
        readings.put(signal, reading);
        return with(observation, readings, observation.inventory());
    }

    static Observation withoutReading(Observation observation, Signal signal) {
        Map<Signal, Reading> readings = new LinkedHashMap<>(observation.readings());
        readings.remove(signal);
        return with(observation, readings, observation.inventory());
    }

    static Observation withInventory(Observation observation, Inventory inventory) {
        return with(observation, observation.readings(), inventory);
    }

    /** Returns the sample as a stale one of this age; an absent one stays absent. */
    static Sample aged(Sample sample, Duration age) {
        return sample instanceof Sample.Fresh fresh ? new Sample.Stale(fresh.value(), age) : sample;
    }

    /** Returns the observation with replicas, samples and readings in another order. */
    static Observation shuffled(Observation observation, long seed) {
        Random random = new Random(seed);
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        observation.readings().forEach((signal, reading) -> readings.put(signal, shuffled(reading, random)));
        return with(observation, shuffled(readings, random), shuffled(observation.inventory(), random));
    }

    private static Reading shuffled(Reading reading, Random random) {
        return reading instanceof Reading.ByReplica byReplica
                ? Reading.byReplica(shuffled(byReplica.samples(), random))
                : reading;
    }

    private static <K, V> Map<K, V> shuffled(Map<K, V> map, Random random) {
        List<Map.Entry<K, V>> entries = new ArrayList<>(map.entrySet());
        Collections.shuffle(entries, random);
        Map<K, V> shuffled = new LinkedHashMap<>();
        entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));
        return shuffled;
    }

    private static Inventory shuffled(Inventory inventory, Random random) {
        if (!(inventory instanceof Inventory.Known known)) {
            return inventory;
        }
        List<Replica> replicas = new ArrayList<>(known.replicas());
        Collections.shuffle(replicas, random);
        return Inventory.of(replicas);
    }

    /** Returns the observation with samples of replicas that are not in the inventory, before and after the others. */
    static Observation withForeignSamples(Observation observation, double value) {
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        observation.readings().forEach((signal, reading) -> readings.put(signal, withForeignSamples(reading, value)));
        return with(observation, readings, observation.inventory());
    }

    private static Reading withForeignSamples(Reading reading, double value) {
        if (!(reading instanceof Reading.ByReplica byReplica)) {
            return reading;
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        samples.put("a-stranger", Sample.of(value));
        samples.putAll(byReplica.samples());
        samples.put("z-stranger", Sample.of(value));
        samples.put("absent-stranger", Sample.absent("it is nobody's"));
        return Reading.byReplica(samples);
    }

    /** Returns the observation with replicas that ended, with samples where they are measured one by one. */
    static Observation withEndedReplicas(Observation observation, double value) {
        if (!(observation.inventory() instanceof Inventory.Known known)) {
            return observation;
        }
        List<Replica> replicas = new ArrayList<>();
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (ReplicaState state : List.of(ReplicaState.GONE, ReplicaState.FAILED, ReplicaState.EXPIRED)) {
            for (String id : List.of("a-" + state, "z-" + state)) {
                replicas.add(new Replica(
                        id, TargetSetup.POOL, state, Duration.ofHours(1), Duration.ofSeconds(30), /* orderId= */ null));
                samples.put(id, Sample.of(value));
            }
        }
        List<Replica> all = new ArrayList<>(replicas.subList(0, replicas.size() / 2));
        all.addAll(known.replicas());
        all.addAll(replicas.subList(replicas.size() / 2, replicas.size()));
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        observation.readings().forEach((signal, reading) -> readings.put(signal, merged(reading, samples)));
        return with(observation, readings, Inventory.of(all));
    }

    private static Reading merged(Reading reading, Map<String, Sample> extra) {
        if (!(reading instanceof Reading.ByReplica byReplica)) {
            return reading;
        }
        Map<String, Sample> samples = new LinkedHashMap<>(extra);
        samples.putAll(byReplica.samples());
        return Reading.byReplica(samples);
    }

    private static Observation with(Observation observation, Map<Signal, Reading> readings, Inventory inventory) {
        return new Observation(
                observation.wallTime(),
                observation.nanos(),
                readings,
                inventory,
                observation.outcomes(),
                observation.advice());
    }
}
