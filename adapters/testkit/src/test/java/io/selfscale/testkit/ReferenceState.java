package io.selfscale.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * What the reference function remembers.
 *
 * @param requested replicas requested, -1 before the first known inventory
 * @param nextOrder number of the next order
 * @param starts start orders of which replicas are not listed yet
 * @param stops replicas told to stop
 * @param recommendations recent ones
 */
record ReferenceState(
        int requested, long nextOrder, List<Start> starts, List<String> stops, List<Recommendation> recommendations) {

    record Start(String orderId, int count) {}

    record Recommendation(long nanos, int replicas) {}

    ReferenceState {
        starts = List.copyOf(starts);
        stops = List.copyOf(stops);
        recommendations = List.copyOf(recommendations);
    }

    static ReferenceState initial() {
        return new ReferenceState(-1, 1, List.of(), List.of(), List.of());
    }

    ReferenceState withRecommendations(List<Recommendation> other) {
        return new ReferenceState(requested, nextOrder, starts, stops, other);
    }

    ReferenceState withNextOrder(long other) {
        return new ReferenceState(requested, other, starts, stops, recommendations);
    }

    ReferenceState withoutLedger() {
        return new ReferenceState(requested, nextOrder, List.of(), List.of(), recommendations);
    }

    String encode() {
        StringBuilder text = new StringBuilder().append(requested).append('\n').append(nextOrder);
        starts.forEach(start ->
                text.append("\nstart ").append(start.orderId()).append(' ').append(start.count()));
        stops.forEach(stop -> text.append("\nstop ").append(stop));
        recommendations.forEach(
                item -> text.append("\nseen ").append(item.nanos()).append(' ').append(item.replicas()));
        return text.toString();
    }

    static ReferenceState decode(String text) {
        List<String> lines = text.lines().toList();
        List<Start> starts = new ArrayList<>();
        List<String> stops = new ArrayList<>();
        List<Recommendation> recommendations = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            List<String> words = List.of(line.split(" ", -1));
            switch (words.get(0)) {
                case "start" -> starts.add(new Start(words.get(1), Integer.parseInt(words.get(2))));
                case "stop" -> stops.add(words.get(1));
                default ->
                    recommendations.add(
                            new Recommendation(Long.parseLong(words.get(1)), Integer.parseInt(words.get(2))));
            }
        }
        return new ReferenceState(
                Integer.parseInt(lines.get(0)), Long.parseLong(lines.get(1)), starts, stops, recommendations);
    }
}
