package io.selfscale.policy;

/**
 * A rung of the brownout ladder: how much of the full service is given under overload.
 *
 * @param rung 0 is the full service, each further rung gives less
 * @param name what the rung is called in answers, logs and dashboards; not blank
 */
public record ServiceLevel(int rung, String name) implements Comparable<ServiceLevel> {

    /** The full service. */
    public static final ServiceLevel FULL = new ServiceLevel(0, "full");

    public ServiceLevel {
        if (rung < 0) {
            throw new IllegalArgumentException("rung must be at least 0 but was " + rung);
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of service level " + rung + " must not be blank");
        }
    }

    /** Tells whether less than the full service is given. */
    public boolean isDegraded() {
        return rung > 0;
    }

    /** Orders by rung, the full service first. */
    @Override
    public int compareTo(ServiceLevel other) {
        return Integer.compare(rung, other.rung);
    }
}
