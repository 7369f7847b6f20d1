package io.selfscale.adapter.simulation.journal;

import java.util.SplittableRandom;

/** Draws log-normal times with a given mean and variability. */
final class ServiceTimes {

    private final double sigma;
    private final SplittableRandom random;

    /**
     * Creates it.
     *
     * @param variability squared coefficient of variation, at least 0
     */
    ServiceTimes(double variability, SplittableRandom random) {
        this.sigma = Math.sqrt(StrictMath.log(1 + variability));
        this.random = random;
    }

    /** Returns a time in seconds, positive. */
    double around(double meanSeconds) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        double normal = radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
        return meanSeconds * StrictMath.exp(sigma * normal - sigma * sigma / 2);
    }
}
