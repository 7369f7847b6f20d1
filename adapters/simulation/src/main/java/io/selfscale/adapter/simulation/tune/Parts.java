package io.selfscale.adapter.simulation.tune;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.Duration;

/**
 * A demand in two parts: one to tune on, and the rest, which is held back to score what was found.
 *
 * @param first what is tuned on
 * @param rest what is held back
 * @param cut where the first ends and the rest begins, from time zero of the whole
 */
public record Parts(Demand first, Demand rest, Duration cut) {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** Shorter parts say nothing about a policy that looks back for minutes. */
    public static final Duration SHORTEST = Duration.ofMinutes(10);

    /**
     * Cuts a demand at a full minute.
     *
     * @param share share of its time that is held back, in (0, 1)
     * @throws IllegalArgumentException if a part would be shorter than {@link #SHORTEST}, or have no request
     */
    public static Parts of(Demand demand, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share held back must be in (0, 1) but was " + share);
        }
        long whole = demand.duration().toNanos();
        Duration cut = Duration.ofNanos(Math.round(whole * (1 - share) / MINUTE_NANOS) * MINUTE_NANOS);
        Duration rest = demand.duration().minus(cut);
        if (cut.compareTo(SHORTEST) < 0 || rest.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("both parts must have at least " + SHORTEST.toMinutes()
                    + " minutes but would have " + cut.toSeconds() + " s and " + rest.toSeconds() + " s");
        }
        int requests = demand.arrivalsBefore(cut.toNanos() / 1e9);
        if (requests == 0 || requests == demand.size()) {
            throw new IllegalArgumentException(
                    "both parts must have requests but would have " + requests + " and " + (demand.size() - requests));
        }
        return new Parts(
                part(demand, 0, requests, Duration.ZERO).lasting(cut),
                part(demand, requests, demand.size(), cut).lasting(rest),
                cut);
    }

    /**
     * Returns a demand in which everything arrives later.
     *
     * @param by how much later, at least 0
     */
    public static Demand later(Demand demand, Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a demand can be made later by at least 0 but was by " + by);
        }
        return part(demand, 0, demand.size(), by.negated())
                .lasting(demand.duration().plus(by));
    }

    private static Demand.Builder part(Demand demand, int from, int to, Duration begin) {
        Demand.Builder builder = Demand.named(demand.name());
        double beginSeconds = begin.toNanos() / 1e9;
        for (int i = from; i < to; i++) {
            builder.add(
                    Math.max(0, demand.arrivalSeconds(i) - beginSeconds),
                    demand.textTokens(i),
                    demand.imageTokens(i),
                    demand.outputTokens(i),
                    demand.priority(i));
        }
        return builder;
    }
}
