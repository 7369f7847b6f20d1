package io.selfscale.adapter.simulation.world;

import java.util.Arrays;

/** When something happens next in each replica: a binary heap in which entries can be moved. Ties go to the lower index. */
final class ReplicaAgenda {

    private double[] times = new double[16];
    private int[] heap = new int[16];
    private int[] place = new int[16];
    private int size;

    ReplicaAgenda() {
        Arrays.fill(place, -1);
    }

    /** Returns the time of the next happening, or infinity. */
    double next() {
        return size == 0 ? Double.POSITIVE_INFINITY : times[heap[0]];
    }

    /** Returns the replica in which it happens. */
    int first() {
        return heap[0];
    }

    /** Sets the time for a replica; infinity for nothing. */
    void set(int replica, double time) {
        ensureRoom(replica);
        times[replica] = time;
        int at = place[replica];
        if (time == Double.POSITIVE_INFINITY) {
            if (at >= 0) {
                remove(at);
            }
            return;
        }
        if (at < 0) {
            at = size++;
            heap[at] = replica;
            place[replica] = at;
        }
        sink(rise(at));
    }

    private void remove(int at) {
        int removed = heap[at];
        place[removed] = -1;
        int moved = heap[--size];
        if (at < size) {
            heap[at] = moved;
            place[moved] = at;
            sink(rise(at));
        }
    }

    private int rise(int from) {
        int at = from;
        while (at > 0 && isBefore(heap[at], heap[(at - 1) >>> 1])) {
            swap(at, (at - 1) >>> 1);
            at = (at - 1) >>> 1;
        }
        return at;
    }

    private void sink(int from) {
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], heap[at])) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private boolean isBefore(int a, int b) {
        return times[a] < times[b] || (times[a] == times[b] && a < b);
    }

    private void swap(int i, int j) {
        int a = heap[i];
        int b = heap[j];
        heap[i] = b;
        heap[j] = a;
        place[b] = i;
        place[a] = j;
    }

    private void ensureRoom(int replica) {
        if (replica < times.length) {
            return;
        }
        int before = times.length;
        int larger = Math.max(replica + 1, 2 * before);
        times = Arrays.copyOf(times, larger);
        heap = Arrays.copyOf(heap, larger);
        place = Arrays.copyOf(place, larger);
        Arrays.fill(place, before, larger, -1);
    }
}
