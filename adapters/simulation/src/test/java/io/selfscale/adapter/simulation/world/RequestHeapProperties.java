package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RequestHeapProperties {

    private record Entry(double key, int request) {}

    /** Numbers of at least 0 add a request with that key, of few values so that there are ties; -1 removes one. */
    @Property
    void givesWhatAPriorityQueueGives(@ForAll @Size(max = 300) List<@IntRange(min = -1, max = 7) Integer> steps) {
        RequestHeap heap = new RequestHeap(300);
        PriorityQueue<Entry> reference =
                new PriorityQueue<>(Comparator.comparingDouble(Entry::key).thenComparingInt(Entry::request));
        int request = 0;
        for (int step : steps) {
            if (step >= 0) {
                // Not in ascending order, so that ties are told apart by number and not by time.
                int number = request++ ^ 5;
                heap.add(step / 8.0, number);
                reference.add(new Entry(step / 8.0, number));
            } else if (!reference.isEmpty()) {
                assertThat(heap.leastKey()).isEqualTo(reference.element().key());
                assertThat(heap.remove()).isEqualTo(reference.remove().request());
            }
            assertThat(heap.isEmpty()).isEqualTo(reference.isEmpty());
        }
        while (!reference.isEmpty()) {
            assertThat(heap.remove()).isEqualTo(reference.remove().request());
        }
        assertThat(heap.isEmpty()).isTrue();
    }
}
