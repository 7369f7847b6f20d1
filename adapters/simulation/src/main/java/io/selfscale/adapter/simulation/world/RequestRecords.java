package io.selfscale.adapter.simulation.world;

import java.util.Arrays;

/** What became of each request of a run, in columns. Read only once the run has ended. */
public final class RequestRecords {

    private static final Fate[] FATES = Fate.values();

    private final double[] startSeconds;
    private final double[] endSeconds;
    private final byte[] fate;
    private final byte[] serviceLevel;
    private final byte[] returns;

    RequestRecords(int requests) {
        startSeconds = new double[requests];
        endSeconds = new double[requests];
        fate = new byte[requests];
        serviceLevel = new byte[requests];
        returns = new byte[requests];
        Arrays.fill(startSeconds, Double.NaN);
        Arrays.fill(endSeconds, Double.NaN);
    }

    void started(int request, double seconds, int level) {
        startSeconds[request] = seconds;
        serviceLevel[request] = (byte) level;
    }

    void returned(int request) {
        startSeconds[request] = Double.NaN;
        serviceLevel[request] = 0;
        if (returns[request] < Byte.MAX_VALUE) {
            returns[request]++;
        }
    }

    void ended(int request, double seconds, Fate what) {
        endSeconds[request] = seconds;
        fate[request] = what.code();
    }

    /** Returns the number of requests. */
    public int size() {
        return fate.length;
    }

    /** Returns when a request took the slot in which it was served, NaN if it never did. */
    public double startSeconds(int request) {
        return startSeconds[request];
    }

    /** Returns when a request left, NaN if it had not at the end. */
    public double endSeconds(int request) {
        return endSeconds[request];
    }

    /** Returns what became of a request. */
    public Fate fate(int request) {
        return FATES[fate[request]];
    }

    /** Returns the rung of the service level that a request was served at. */
    public int serviceLevel(int request) {
        return serviceLevel[request];
    }

    /**
     * Returns how often a request lost its slot, and what was done for it, because its replica crashed or was taken away;
     * at most 127.
     */
    public int returns(int request) {
        return returns[request];
    }

    /** Returns the number of requests that ended so. */
    public int count(Fate what) {
        int count = 0;
        for (byte each : fate) {
            if (each == what.code()) {
                count++;
            }
        }
        return count;
    }
}
