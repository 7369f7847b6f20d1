package io.selfscale.engine.crash;

import io.selfscale.policy.Inventory;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.spi.ReplicaPool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pool that outlives its process: every order that has an effect is one line of a file, and the replicas follow from
 * those lines. An order is carried out once, whoever gives it how often. Safe for concurrent use.
 */
final class RecordingFilePool implements ReplicaPool {

    static final String NAME = "main";

    private static final long START_UP_MILLIS = 60;

    private final Path file;
    private final long lifeMillis;
    private final List<Effect> effects;

    /**
     * An order that had an effect.
     *
     * @param atMillis when, in milliseconds of the epoch
     * @param lifeMillis when the process began that gave it
     * @param id of the order
     * @param start replicas to start, 0 for a stop order
     * @param stops ids of replicas to stop
     */
    record Effect(long atMillis, long lifeMillis, String id, int start, List<String> stops) {

        static Effect parse(String line) {
            String[] fields = line.split(" ", -1);
            return new Effect(
                    Long.parseLong(fields[0]),
                    Long.parseLong(fields[1]),
                    fields[2],
                    Integer.parseInt(fields[3]),
                    fields[4].isEmpty() ? List.of() : List.of(fields[4].split(",")));
        }

        String line() {
            return atMillis + " " + lifeMillis + " " + id + " " + start + " " + String.join(",", stops) + "\n";
        }
    }

    RecordingFilePool(Path folder, long lifeMillis) throws IOException {
        this.file = folder.resolve("orders.txt");
        this.lifeMillis = lifeMillis;
        this.effects = new ArrayList<>(effects(folder));
        // What a kill tore off had no effect, and must not run into the next line.
        long whole = effects.stream()
                .mapToLong(effect -> effect.line().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(whole);
        }
    }

    /** Returns the orders that had an effect, from the file. */
    static List<Effect> effects(Path folder) throws IOException {
        Path file = folder.resolve("orders.txt");
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Effect::parse)
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public synchronized Inventory inventory() {
        long now = System.currentTimeMillis();
        Map<String, Replica> replicas = new LinkedHashMap<>();
        Set<String> stopped = new LinkedHashSet<>();
        effects.forEach(effect -> stopped.addAll(effect.stops()));
        for (Effect effect : effects) {
            for (int i = 0; i < effect.start(); i++) {
                String id = effect.id() + "/" + i;
                Duration age = Duration.ofMillis(Math.max(0, now - effect.atMillis()));
                ReplicaState state = stopped.contains(id)
                        ? ReplicaState.GONE
                        : age.toMillis() < START_UP_MILLIS ? ReplicaState.STARTING : ReplicaState.READY;
                replicas.put(id, new Replica(id, NAME, state, age, Duration.ZERO, effect.id()));
            }
        }
        return Inventory.of(List.copyOf(replicas.values()));
    }

    @Override
    public synchronized OrderOutcome carryOut(Order order) throws IOException {
        if (effects.stream().noneMatch(effect -> effect.id().equals(order.id()))) {
            int start = order instanceof Order.Start starts ? starts.count() : 0;
            List<String> stops = order instanceof Order.Stop stop ? stop.replicas() : List.of();
            Effect effect = new Effect(System.currentTimeMillis(), lifeMillis, order.id(), start, stops);
            Files.writeString(file, effect.line(), StandardOpenOption.APPEND);
            effects.add(effect);
        }
        return OrderOutcome.accepted(order);
    }
}
