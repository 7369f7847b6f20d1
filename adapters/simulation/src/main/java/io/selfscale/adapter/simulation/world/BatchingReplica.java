package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.service.ReplicaModel;

/**
 * The slots of one replica. Decoding requests share a clock that counts tokens: it runs the slower the more slots are
 * taken, and a request ends when it has counted its tokens from when the request began to decode. A change of the batch
 * thus touches the clock and no request.
 */
final class BatchingReplica {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final double alpha;
    private final double beta;
    /** Ends of prefills, by time. */
    private final RequestHeap prefilling;
    /** Ends of decodings, by the token clock. */
    private final RequestHeap decoding;

    private int taken;
    private double tokens;
    private double updatedSeconds;
    private double secondsPerToken;

    /** Integral of taken slots over time, in slot seconds, up to {@link #updatedSeconds}. */
    private double slotSeconds;

    /** Integral of the time with at least one slot taken. */
    private double busySeconds;

    BatchingReplica(ReplicaModel model) {
        alpha = model.alphaSeconds();
        beta = model.betaSeconds();
        prefilling = new RequestHeap(model.slots());
        decoding = new RequestHeap(model.slots());
        secondsPerToken = alpha;
    }

    int taken() {
        return taken;
    }

    double slotSeconds(double now) {
        return slotSeconds + taken * (now - updatedSeconds);
    }

    double busySeconds(double now) {
        return busySeconds + (taken > 0 ? now - updatedSeconds : 0);
    }

    /** Begins to prefill a request until a time. */
    void begin(int request, double now, double prefillEnd) {
        advance(now);
        prefilling.add(prefillEnd, request);
        setTaken(taken + 1);
    }

    /** Returns when something happens here next, or infinity. */
    double next() {
        double decoded = decoding.isEmpty() ? NEVER : endOfDecoding();
        double prefilled = prefilling.isEmpty() ? NEVER : prefilling.leastKey();
        return Math.min(prefilled, decoded);
    }

    private double endOfDecoding() {
        return updatedSeconds + Math.max(0, decoding.leastKey() - tokens) * secondsPerToken;
    }

    /**
     * Lets what is due happen: a prefill ends, or a request does.
     *
     * @param now what {@link #next()} returned
     * @param outputTokens tokens to generate, by request
     * @return the request that ended, or {@code ~request} of the one whose prefill did and that decodes now
     */
    int step(double now, double[] outputTokens) {
        boolean prefill = !prefilling.isEmpty() && (decoding.isEmpty() || prefilling.leastKey() <= endOfDecoding());
        if (prefill) {
            advance(now);
            int request = prefilling.remove();
            double length = outputTokens[request];
            if (length > 0) {
                if (decoding.isEmpty()) {
                    // Nobody reads the clock now; begun anew it stays precise over any length of time.
                    tokens = 0;
                }
                decoding.add(tokens + length, request);
                return ~request;
            }
            setTaken(taken - 1);
            return request;
        }
        double end = decoding.leastKey();
        advance(now);
        tokens = end;
        int request = decoding.remove();
        setTaken(taken - 1);
        return request;
    }

    /** Takes every request away, in no particular order. */
    int[] abort(double now) {
        advance(now);
        int[] requests = new int[taken];
        int count = 0;
        while (!prefilling.isEmpty()) {
            requests[count++] = prefilling.remove();
        }
        while (!decoding.isEmpty()) {
            requests[count++] = decoding.remove();
        }
        setTaken(0);
        return requests;
    }

    private void advance(double now) {
        double passed = now - updatedSeconds;
        if (passed > 0) {
            tokens += passed / secondsPerToken;
            slotSeconds += taken * passed;
            if (taken > 0) {
                busySeconds += passed;
            }
        }
        updatedSeconds = now;
    }

    private void setTaken(int count) {
        taken = count;
        secondsPerToken = alpha + beta * taken;
    }
}
