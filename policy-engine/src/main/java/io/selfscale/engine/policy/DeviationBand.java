package io.selfscale.engine.policy;

/**
 * How far work may be off the size before the size follows, in standard deviations of the requests in service. Where
 * arrivals are random that number is random too, with the work itself for its variance (a Poisson number, semantics section
 * 9.5): a band of a few deviations lets noise pass and, unlike a percentage, does not hold ten replicas for it in a large
 * fleet.
 *
 * @param out how much less work a larger size must still be needed for, at least 0
 * @param in how much more work a smaller size must carry, at least 0
 */
public record DeviationBand(double out, double in) {

    /** Out almost at once, in beyond two and a half deviations. */
    public static final DeviationBand DEFAULT = new DeviationBand(0.2, 2.5);

    public DeviationBand {
        if (!(out >= 0) || !Double.isFinite(out) || !(in >= 0) || !Double.isFinite(in)) {
            throw new IllegalArgumentException("a band must be finite and at least 0 but was " + out + " and " + in);
        }
    }

    /** Returns the work at the lower edge. */
    double below(double work) {
        return Math.max(0, work - out * Math.sqrt(work));
    }

    /** Returns the work at the upper edge. */
    double above(double work) {
        return work + in * Math.sqrt(work);
    }
}
