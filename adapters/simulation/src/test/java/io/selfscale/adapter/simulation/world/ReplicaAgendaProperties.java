package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReplicaAgendaProperties {

    private record Entry(double time, int replica) {}

    /** Each step sets the time of a replica; 9 stands for nothing. There are few times, and so ties. */
    @Property
    void knowsWhatIsNextAsAPriorityQueueDoes(
            @ForAll @Size(max = 300) List<@IntRange(max = 399) Integer> steps, @ForAll @IntRange(max = 40) int first) {
        ReplicaAgenda agenda = new ReplicaAgenda();
        PriorityQueue<Entry> reference =
                new PriorityQueue<>(Comparator.comparingDouble(Entry::time).thenComparingInt(Entry::replica));
        assertThat(agenda.next()).isInfinite();
        for (int step : steps) {
            int replica = first + step / 10;
            double time = step % 10 == 9 ? Double.POSITIVE_INFINITY : step % 10;
            agenda.set(replica, time);
            reference.removeIf(entry -> entry.replica() == replica);
            if (time < Double.POSITIVE_INFINITY) {
                reference.add(new Entry(time, replica));
            }
            Entry next = reference.peek();
            if (next == null) {
                assertThat(agenda.next()).isInfinite();
            } else {
                assertThat(agenda.next()).isEqualTo(next.time());
                assertThat(agenda.first()).isEqualTo(next.replica());
            }
        }
    }
}
