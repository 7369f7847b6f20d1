package io.selfscale.adapter.simulation.tune;

/**
 * What trying a point came to.
 *
 * @param costPerHour money per hour, at least 0
 * @param attainment share of all requests that were served in time, in [0, 1]
 * @param isAbandoned whether the run was given up because the point is hopeless; then both are estimates
 */
public record Score(double costPerHour, double attainment, boolean isAbandoned) {
    public Score {
        if (!(costPerHour >= 0) || !(attainment >= 0 && attainment <= 1)) {
            throw new IllegalArgumentException(
                    "a score must have a cost of at least 0 and an attainment in [0, 1] but had " + costPerHour
                            + " and " + attainment);
        }
    }

    /** Creates the score of a whole run. */
    public Score(double costPerHour, double attainment) {
        this(costPerHour, attainment, false);
    }

    /** Returns the share of the requests that were not served in time. */
    double misses() {
        return 1 - attainment;
    }
}
