package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.demand.Demand;

/** The requests that wait: a queue per priority class, the classes served in order. */
final class WaitingRoom {

    private final Demand demand;
    private final double patience;
    private RequestQueue[] classes = {new RequestQueue()};
    private int size;

    /**
     * Opens it.
     *
     * @param patience seconds after which a request gives up; infinite for never
     */
    WaitingRoom(Demand demand, double patience) {
        this.demand = demand;
        this.patience = patience;
    }

    int size() {
        return size;
    }

    void add(int request) {
        queueOf(request).addLast(request);
        size++;
    }

    /** Puts a request that was in service back into its class, before those that arrived later. */
    void putBack(int request) {
        queueOf(request).putBack(request);
        size++;
    }

    private RequestQueue queueOf(int request) {
        int priority = demand.priority(request);
        if (priority >= classes.length) {
            RequestQueue[] more = new RequestQueue[priority + 1];
            System.arraycopy(classes, 0, more, 0, classes.length);
            for (int i = classes.length; i < more.length; i++) {
                more[i] = new RequestQueue();
            }
            classes = more;
        }
        return classes[priority];
    }

    /** Takes the next request to be served; there must be one. */
    int take() {
        size--;
        for (RequestQueue queue : classes) {
            if (!queue.isEmpty()) {
                return queue.removeFirst();
            }
        }
        throw new IllegalStateException("nobody waits");
    }

    /** Returns when the next request gives up, or infinity; in the past for one that was put back after its time. */
    double nextToGiveUp() {
        if (patience == Double.POSITIVE_INFINITY || size == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double next = Double.POSITIVE_INFINITY;
        for (RequestQueue queue : classes) {
            if (!queue.isEmpty()) {
                next = Math.min(next, demand.arrivalSeconds(queue.head()) + patience);
            }
        }
        return next;
    }

    /** Takes the request that gives up next. */
    int giveUp() {
        RequestQueue first = null;
        for (RequestQueue queue : classes) {
            boolean earlier = !queue.isEmpty()
                    && (first == null || demand.arrivalSeconds(queue.head()) < demand.arrivalSeconds(first.head()));
            if (earlier) {
                first = queue;
            }
        }
        if (first == null) {
            throw new IllegalStateException("nobody waits");
        }
        size--;
        return first.removeFirst();
    }

    /** Returns when the request arrived that has waited longest, or {@code now} if none waits. */
    double oldestArrival(double now) {
        double oldest = now;
        for (RequestQueue queue : classes) {
            if (!queue.isEmpty()) {
                oldest = Math.min(oldest, demand.arrivalSeconds(queue.head()));
            }
        }
        return oldest;
    }
}
