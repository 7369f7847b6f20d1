package io.selfscale.adapter.cli.demo.gateway;

/** What the front door knows about one worker. Belongs to the lock of the {@link Dispatcher}. */
final class WorkerLane {

    /** One in service, and one that waits there already, so that the worker is not idle while the next travels. */
    static final int MAX_IN_FLIGHT = 2;

    private Endpoint endpoint;
    private boolean open = true;
    private boolean suspect;
    private long suspectUntilNanos;
    private int inFlight;
    private long completed;
    private long busyNanos;
    private long busySinceNanos;

    WorkerLane(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    int inFlight() {
        return inFlight;
    }

    /** Lets new requests in, at this address. */
    void open(Endpoint at) {
        endpoint = at;
        open = true;
    }

    /** Lets no new requests in; those in flight finish. */
    void close() {
        open = false;
    }

    /** Lets no new requests in for a while: the worker broke off, and is dead or about to be. */
    void suspectUntil(long nanos) {
        suspect = true;
        suspectUntilNanos = nanos;
    }

    /** Returns whether it is under suspicion at this time, and lifts the suspicion if its time is over. */
    boolean isSuspect(long nowNanos) {
        if (suspect && suspectUntilNanos - nowNanos <= 0) {
            suspect = false;
        }
        return suspect;
    }

    long suspectUntilNanos() {
        return suspectUntilNanos;
    }

    boolean isOpen() {
        return open;
    }

    boolean canTakeOne(long nowNanos) {
        return open && inFlight < MAX_IN_FLIGHT && !isSuspect(nowNanos);
    }

    void onSent(long nowNanos) {
        if (inFlight == 0) {
            busySinceNanos = nowNanos;
        }
        inFlight++;
    }

    void onReturned(long nowNanos, boolean success) {
        inFlight--;
        if (inFlight == 0) {
            busyNanos += nowNanos - busySinceNanos;
        }
        if (success) {
            completed++;
        }
    }

    WorkerCounters counters(long nowNanos) {
        long current = inFlight > 0 ? nowNanos - busySinceNanos : 0;
        return new WorkerCounters(completed, busyNanos + current, inFlight);
    }
}
