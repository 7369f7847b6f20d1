package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WaitingRoomProperties {

    private static final double PATIENCE = 10;

    private static Demand demand(int requests, int classes, SplittableRandom random) {
        Demand.Builder demand = Demand.named("classes");
        for (int i = 0; i < requests; i++) {
            demand.add(i, 0, 0, 0, random.nextInt(classes));
        }
        return demand.lasting(Duration.ofSeconds(requests));
    }

    @Property
    void servesTheClassesInOrderAndEachInOrderOfArrival(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        Demand demand = demand(400, classes, random);
        WaitingRoom room = new WaitingRoom(demand, PATIENCE);
        TreeSet<Integer> waiting = new TreeSet<>((a, b) -> demand.priority(a) != demand.priority(b)
                ? Integer.compare(demand.priority(a), demand.priority(b))
                : Integer.compare(a, b));
        List<Integer> served = new ArrayList<>();
        int arrived = 0;
        for (int step = 0; step < 1_000; step++) {
            int what = random.nextInt(10);
            if (what < 5 && arrived < demand.size()) {
                room.add(arrived);
                waiting.add(arrived++);
            } else if (what < 7 && !waiting.isEmpty()) {
                served.add(room.take());
                assertThat(served.get(served.size() - 1)).isEqualTo(waiting.pollFirst());
            } else if (what < 8 && !waiting.isEmpty()) {
                int oldest = waiting.stream().min(Integer::compare).orElseThrow();
                assertThat(room.nextToGiveUp()).isEqualTo(oldest + PATIENCE);
                assertThat(room.oldestArrival(1e9)).isEqualTo(oldest);
                assertThat(room.giveUp()).isEqualTo(oldest);
                waiting.remove(oldest);
            } else if (!served.isEmpty()) {
                int at = random.nextInt(served.size());
                int back = served.get(at);
                served.remove(Integer.valueOf(back));
                room.putBack(back);
                waiting.add(back);
            }
            assertThat(room.size()).isEqualTo(waiting.size());
        }
        while (!waiting.isEmpty()) {
            assertThat(room.take()).isEqualTo(waiting.pollFirst());
        }
        assertThat(room.nextToGiveUp()).isInfinite();
        assertThat(room.oldestArrival(7)).isEqualTo(7);
    }

    /** Requests 0 and 3 come back from one replica, then 2 from another, while 4 waits. */
    @Test
    void whatTwoReplicasLostIsServedInItsOldOrder() {
        WaitingRoom room = new WaitingRoom(demand(5, 1, new SplittableRandom(1)), Double.POSITIVE_INFINITY);
        room.add(4);
        room.putBack(3);
        room.putBack(0);
        room.putBack(2);
        assertThat(List.of(room.take(), room.take(), room.take(), room.take())).containsExactly(0, 2, 3, 4);
        assertThat(room.nextToGiveUp()).isInfinite();
    }
}
