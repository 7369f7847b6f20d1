package io.selfscale.engine.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a rise of arrivals goes on, learned from the rises so far: what the slope promised for one horizon ahead against
 * what then came, by least squares through the origin. The quotient is the persistence: 1 for ramps, near 0 for noise, so
 * that a trend is followed where trends lead somewhere, and nowhere else. Falls are not followed.
 *
 * <p>To the squares of the promises is added what chance alone would make of them if arrivals were Poisson; so the
 * persistence stays small until rises have been larger than noise.
 *
 * <p>Immutable; holds at most {@value #MOST_PROMISES} promises.
 *
 * @param promises not yet due, the oldest first
 * @param squares sum of the squared promises, older ones counting less
 * @param products sum of the promises times what came of them, likewise
 */
public record ArrivalTrend(List<Promise> promises, double squares, double products) {

    /** Nothing learned. */
    static final ArrivalTrend NOTHING = new ArrivalTrend(List.of(), 0, 0);

    /** Time after which a rise counts 37 %. */
    private static final double MEMORY_SECONDS = 6 * 3600;

    /** Promises that are noted within a horizon. */
    private static final int PROMISES_PER_HORIZON = 7;

    private static final int MOST_PROMISES = PROMISES_PER_HORIZON + 2;

    /** A rise cannot go on for much longer than it is foreseen to. */
    private static final double MOST_PERSISTENCE = 1.5;

    /**
     * What a slope promised.
     *
     * @param nanos control time at which it did
     * @param rate requests per second then
     * @param rise how much more it promised for one horizon later, at least 0
     */
    public record Promise(long nanos, double rate, double rise) {
        public Promise {
            if (!(rate >= 0) || !(rise >= 0) || !Double.isFinite(rate) || !Double.isFinite(rise)) {
                throw new IllegalArgumentException(
                        "a promise must be finite and at least 0 but was " + rate + " and " + rise);
            }
        }
    }

    public ArrivalTrend {
        promises = List.copyOf(promises);
        if (promises.size() > MOST_PROMISES) {
            throw new IllegalArgumentException(
                    "promises must be at most " + MOST_PROMISES + " but were " + promises.size());
        }
        if (!(squares >= 0) || !Double.isFinite(squares) || !Double.isFinite(products)) {
            throw new IllegalArgumentException(
                    "squares must be at least 0 and both sums finite but were " + squares + " and " + products);
        }
    }

    /** Returns the share of a promised rise that comes, in [0, {@value #MOST_PERSISTENCE}]. */
    double persistence() {
        return squares > 0 ? Math.max(0, Math.min(MOST_PERSISTENCE, products / squares)) : 0;
    }

    /**
     * Returns this with what came of the promise that is due, and the present one.
     *
     * @param now control time, after that of the last promise
     * @param rate requests per second now
     * @param rise what the slope promises for one horizon later, at least 0
     * @param horizon in nanoseconds, positive
     * @param window over which rates are averaged, in nanoseconds, positive
     */
    ArrivalTrend plus(long now, double rate, double rise, long horizon, long window) {
        List<Promise> kept = new ArrayList<>(promises);
        double more = squares;
        double came = products;
        boolean learned = false;
        while (!kept.isEmpty() && now - kept.get(0).nanos() >= horizon) {
            Promise due = kept.remove(0);
            // A gap of measurements makes promises overdue; what came of those is not known.
            if (!learned && now - due.nanos() < 2 * horizon) {
                learned = true;
                double left = Math.exp(-horizon / 1e9 / PROMISES_PER_HORIZON / MEMORY_SECONDS);
                more = more * left + due.rise() * due.rise() + chance(due.rate(), horizon, window);
                came = came * left + due.rise() * (rate - due.rate());
            }
        }
        if (kept.isEmpty() || now - kept.get(kept.size() - 1).nanos() >= horizon / PROMISES_PER_HORIZON) {
            kept.add(new Promise(now, rate, rise));
        }
        return Double.isFinite(more) && Double.isFinite(came) && kept.size() <= MOST_PROMISES
                ? new ArrivalTrend(kept, more, came)
                : NOTHING;
    }

    /** Returns the variance of a promise by chance: that of the difference of two means of a Poisson stream. */
    private static double chance(double rate, long horizon, long window) {
        double seconds = window / 1e9;
        double reach = (double) horizon / window;
        return 2 * rate / seconds * reach * reach;
    }
}
