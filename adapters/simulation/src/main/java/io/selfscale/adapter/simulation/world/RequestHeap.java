package io.selfscale.adapter.simulation.world;

/** A binary heap of requests by a key; equal keys leave in order of request. */
final class RequestHeap {

    private final double[] keys;
    private final int[] requests;
    private int size;

    RequestHeap(int capacity) {
        keys = new double[capacity];
        requests = new int[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    double leastKey() {
        return keys[0];
    }

    void add(double key, int request) {
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isLess(key, request, parent)) {
                break;
            }
            keys[at] = keys[parent];
            requests[at] = requests[parent];
            at = parent;
        }
        keys[at] = key;
        requests[at] = request;
    }

    int remove() {
        int least = requests[0];
        double key = keys[--size];
        int request = requests[size];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isLess(keys[child + 1], requests[child + 1], child)) {
                child++;
            }
            if (isLess(key, request, child)) {
                break;
            }
            keys[at] = keys[child];
            requests[at] = requests[child];
            at = child;
        }
        keys[at] = key;
        requests[at] = request;
        return least;
    }

    private boolean isLess(double key, int request, int than) {
        return key < keys[than] || (key == keys[than] && request < requests[than]);
    }
}
