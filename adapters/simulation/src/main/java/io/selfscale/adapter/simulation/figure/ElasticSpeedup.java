package io.selfscale.adapter.simulation.figure;

/** How much better scaling did than none: a geometric mean of ratios with equal weights (semantics section 12). */
public final class ElasticSpeedup {

    /**
     * What enters, in percent.
     *
     * @param thetaU accuracy of under-provisioning
     * @param thetaO accuracy of over-provisioning
     * @param tauU timeshare of under-provisioning
     * @param tauO timeshare of over-provisioning
     */
    public record Parts(double thetaU, double thetaO, double tauU, double tauO) {

        /** Returns the parts of a comparison of supply and demand. */
        public static Parts of(Elasticity elasticity) {
            return new Parts(
                    elasticity.underProvisioningPct(),
                    elasticity.overProvisioningPct(),
                    elasticity.underTimesharePct(),
                    elasticity.overTimesharePct());
        }
    }

    private ElasticSpeedup() {}

    /**
     * Returns the speed-up eta; more than 1 is better than without scaling. It is infinite or NaN where a part is 0, for
     * then the ratio says nothing.
     *
     * @param without with a constant supply
     * @param with with scaling
     */
    public static double of(Parts without, Parts with) {
        return Math.pow(
                without.thetaU()
                        / with.thetaU()
                        * (without.thetaO() / with.thetaO())
                        * (without.tauU() / with.tauU())
                        * (without.tauO() / with.tauO()),
                0.25);
    }
}
