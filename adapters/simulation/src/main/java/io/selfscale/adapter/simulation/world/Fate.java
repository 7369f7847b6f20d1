package io.selfscale.adapter.simulation.world;

/** What became of a request. */
public enum Fate {
    /** It waits or is served when the run ends. */
    UNSERVED(0),
    /** It was served. */
    COMPLETED(1),
    /** The result cache answered it. */
    CACHED(2),
    /** The queue was full, or the service level did not let its class in. */
    REJECTED(3),
    /** It waited for longer than its patience. */
    TIMED_OUT(4);

    /** Its place in the columns of {@link RequestRecords}, where 0 is what no request has left. */
    private final byte code;

    Fate(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}
