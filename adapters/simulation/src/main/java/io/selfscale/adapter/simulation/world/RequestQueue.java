package io.selfscale.adapter.simulation.world;

/** Requests that wait, in order of arrival, which is the order of their numbers; a request may be put back. */
final class RequestQueue {

    private int[] ring = new int[64];
    private int first;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int head() {
        return ring[first];
    }

    void addLast(int request) {
        ensureRoom();
        ring[(first + size) & (ring.length - 1)] = request;
        size++;
    }

    /** Puts a request back to where it was; cheap near the front. */
    void putBack(int request) {
        ensureRoom();
        first = (first - 1) & (ring.length - 1);
        size++;
        int at = 0;
        while (at + 1 < size && ring[(first + at + 1) & (ring.length - 1)] < request) {
            ring[(first + at) & (ring.length - 1)] = ring[(first + at + 1) & (ring.length - 1)];
            at++;
        }
        ring[(first + at) & (ring.length - 1)] = request;
    }

    int removeFirst() {
        int request = ring[first];
        first = (first + 1) & (ring.length - 1);
        size--;
        return request;
    }

    private void ensureRoom() {
        if (size < ring.length) {
            return;
        }
        int[] larger = new int[2 * size];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[(first + i) & (ring.length - 1)];
        }
        ring = larger;
        first = 0;
    }
}
