package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Demands for tests. */
public final class Demands {

    /** Output tokens of one second in a {@link Worlds#plain(int) plain} replica. */
    static final double TOKENS_PER_SECOND = 1e6;

    private Demands() {}

    /** Returns Poisson arrivals, each with exponentially many output tokens and nothing to prefill. */
    public static Demand markovian(double perSecond, double meanTokens, int requests, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Demand.Builder demand = Demand.named("markovian");
        double at = 0;
        for (int i = 0; i < requests; i++) {
            at += exponential(random) / perSecond;
            demand.add(at, 0, 0, (int) Math.min(Integer.MAX_VALUE, Math.round(exponential(random) * meanTokens)));
        }
        return lasting(demand, at);
    }

    /**
     * Returns equal requests that arrive as a Poisson process whose rate changes with time.
     *
     * @param perSecond rate at a second, at most {@code most}
     */
    public static Demand varying(
            DoubleUnaryOperator perSecond, double most, double seconds, int text, int output, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Demand.Builder demand = Demand.named("varying");
        double at = exponential(random) / most;
        while (at < seconds) {
            // Thinning: a candidate of the fastest process is kept with the probability of the rate at its time.
            if (random.nextDouble() * most < perSecond.applyAsDouble(at)) {
                demand.add(at, text, 0, output);
            }
            at += exponential(random) / most;
        }
        return demand.lasting(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    /** Returns requests of so many seconds of service each in a {@link Worlds#plain(int) plain} replica, in pairs of arrival and length. */
    public static Demand of(double seconds, double... arrivalsAndLengths) {
        Demand.Builder demand = Demand.named("given");
        for (int i = 0; i < arrivalsAndLengths.length; i += 2) {
            demand.add(arrivalsAndLengths[i], 0, 0, (int) Math.round(arrivalsAndLengths[i + 1] * TOKENS_PER_SECOND));
        }
        return demand.lasting(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    /** Returns equal requests at equal distances, from time zero on. */
    public static Demand regular(double seconds, double distance, double length) {
        Demand.Builder demand = Demand.named("regular");
        for (int i = 0; i * distance < seconds; i++) {
            demand.add(i * distance, 0, 0, (int) Math.round(length * TOKENS_PER_SECOND));
        }
        return demand.lasting(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    public static Demand lasting(Demand.Builder demand, double last) {
        return demand.lasting(Duration.ofSeconds((long) last + 1));
    }

    public static double exponential(SplittableRandom random) {
        return -StrictMath.log(1 - random.nextDouble());
    }
}
