package io.selfscale.adapter.simulation.trace;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * How single requests are made of a recording. The same settings and recording give the same requests, to the bit.
 *
 * <p><b>Recorded requests</b> keep their own tokens. The prompt, text and images together, is cut to {@code promptLimit},
 * its images first; what a prefix cache holds is then taken off, but for 16 tokens. A load that is too large is thinned:
 * each request is kept independently with the same probability. To one that is too small copies are added: the first of
 * each request at its own time, the others uniformly within the 10 s after it (but before the end); how many is the whole
 * part of the factor, and one more by chance for the fraction. The window ends with a whole minute after the last request,
 * unless it is given to end before.
 *
 * <p><b>Counted requests</b> arrive as a Poisson process, each a typical request. Its rate is constant within an interval
 * of less than 300 s; between longer ones it is linear from midpoint to midpoint, on a grid of 15 s, and constant before
 * the first and after the last. Where tokens were counted, they are so many typical requests.
 *
 * @param replica what the offered load is stated for
 * @param scale how large the load is made
 * @param window the part that is used
 * @param typical what requests are that were only counted, or whose tokens were not recorded
 * @param promptLimit most tokens of a prompt, at least 16
 * @param classes which priority classes they are of
 * @param seed decides everything that is left to chance
 */
public record Expansion(
        ReplicaModel replica,
        LoadScale scale,
        Window window,
        TypicalRequest typical,
        int promptLimit,
        ClassMix classes,
        long seed) {

    /** Most tokens of a prompt in the standard world. */
    public static final int STANDARD_PROMPT_LIMIT = 16_384;

    /** Tokens of the text that must be computed however much of it a cache holds. */
    static final int LEAST_TEXT_TOKENS = 16;

    public Expansion {
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(scale, "scale");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(typical, "typical");
        Objects.requireNonNull(classes, "classes");
        if (promptLimit < LEAST_TEXT_TOKENS) {
            throw new IllegalArgumentException(
                    "promptLimit must be at least " + LEAST_TEXT_TOKENS + " but was " + promptLimit);
        }
    }

    /**
     * Returns the load of the standard world: the first 48 hours, scaled to a mean offered load.
     *
     * @param offeredReplicas replicas that would have all slots in service on average; 4.2 in the standard world
     */
    public static Expansion standard(ReplicaModel replica, double offeredReplicas, long seed) {
        return new Expansion(
                replica,
                new LoadScale.OfferedLoad(offeredReplicas),
                Window.FIRST_48_HOURS,
                TypicalRequest.STANDARD,
                STANDARD_PROMPT_LIMIT,
                new ClassMix.Single(),
                seed);
    }

    /** Returns the same with another scale. */
    public Expansion withScale(LoadScale other) {
        return new Expansion(replica, other, window, typical, promptLimit, classes, seed);
    }

    /** Returns the same with another window. */
    public Expansion withWindow(Window other) {
        return new Expansion(replica, scale, other, typical, promptLimit, classes, seed);
    }

    /** Returns the same with another typical request. */
    public Expansion withTypical(TypicalRequest other) {
        return new Expansion(replica, scale, window, other, promptLimit, classes, seed);
    }

    /** Returns the same with another limit of prompts. */
    public Expansion withPromptLimit(int other) {
        return new Expansion(replica, scale, window, typical, other, classes, seed);
    }

    /** Returns the same with other priority classes. */
    public Expansion withClasses(ClassMix other) {
        return new Expansion(replica, scale, window, typical, promptLimit, other, seed);
    }

    /** Returns the same with another seed. */
    public Expansion withSeed(long other) {
        return new Expansion(replica, scale, window, typical, promptLimit, classes, other);
    }

    /**
     * Returns the requests.
     *
     * @throws IllegalArgumentException if the window is not in the recording, has nothing to scale, or would give more
     *     than {@value Trace#MAX_ROWS} requests; or if the classes go by senders that were not recorded
     */
    public Demand expand(Trace trace) {
        SplittableRandom random = new SplittableRandom(seed);
        // Split off first, so that other classes leave the arrivals as they are.
        ClassDrawer drawer = ClassDrawer.of(classes, trace, random.split());
        if (trace instanceof RequestTrace requests) {
            return new RequestExpansion(this, requests).expand(random, drawer);
        }
        return new RateExpansion(this, (RateTrace) trace).expand(random, drawer);
    }

    /**
     * Returns by what the recorded number of requests is multiplied.
     *
     * @throws IllegalArgumentException as {@link #expand} does
     */
    public double factor(Trace trace) {
        if (trace instanceof RequestTrace requests) {
            return new RequestExpansion(this, requests).factor();
        }
        return new RateExpansion(this, (RateTrace) trace).factor();
    }

    /** Returns the mean offered load of requests: how many replicas would have all slots in service on average. */
    public static double offeredLoad(Demand demand, ReplicaModel replica) {
        double seconds = 0;
        for (int i = 0; i < demand.size(); i++) {
            seconds += replica.serviceSeconds(
                    demand.textTokens(i), demand.imageTokens(i), demand.outputTokens(i), replica.slots());
        }
        return seconds / demand.seconds() / replica.slots();
    }

    /**
     * Returns the factor that the scale means.
     *
     * @param trace what the recording is called
     * @param requests recorded in the window
     * @param serviceSeconds of all of them together
     * @param windowSeconds length of the window
     */
    double factor(String trace, double requests, double serviceSeconds, double windowSeconds) {
        double factor;
        if (scale instanceof LoadScale.OfferedLoad offered) {
            double recorded = serviceSeconds / windowSeconds / replica.slots();
            if (!(recorded > 0)) {
                throw new IllegalArgumentException("a window must have requests to be scaled to an offered load, but "
                        + trace + " has none from " + Window.text(window.from()) + " on; choose another part, or record"
                        + " a time with load");
            }
            factor = offered.replicas() / recorded;
        } else {
            factor = ((LoadScale.Factor) scale).factor();
        }
        if (!(factor * requests <= Trace.MAX_ROWS)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a run must have at most %,d requests, but %s would have %,.0f: give a smaller offered load or factor,"
                            + " or a shorter window",
                    Trace.MAX_ROWS,
                    trace,
                    factor * requests));
        }
        return factor;
    }
}
