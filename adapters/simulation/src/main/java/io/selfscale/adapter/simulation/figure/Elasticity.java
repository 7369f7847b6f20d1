package io.selfscale.adapter.simulation.figure;

/**
 * Supply against demand over time (semantics section 12; metrics of the SPEC Research Group). The supply is what was ready,
 * the demand the least that meets the objective. Versions of the deviation differ on whether the instability is part of it:
 * both are given.
 *
 * @param underProvisioningPct accuracy theta U in percent: missing supply relative to the demand; NaN if there never was
 *     any demand
 * @param overProvisioningPct accuracy theta O in percent: superfluous supply relative to the demand; NaN likewise
 * @param missingReplicas a U: missing replicas on average
 * @param superfluousReplicas a O: superfluous replicas on average
 * @param underTimesharePct tau U in percent: share of the time with too little
 * @param overTimesharePct tau O in percent: share of the time with too much
 * @param instabilityPct upsilon in percent: share of the steps in which supply and demand do not move in the same direction;
 *     NaN of less than two steps. A mere delay makes it large though nothing flaps
 * @param jitterPerHour changes of the supply per hour, less those of the demand
 * @param deviation fifth-power norm of the accuracies and timeshares, in percent
 * @param deviationWithInstability the same with the instability, in percent
 * @param noDemandShare share of the time without demand, in [0, 1], which the accuracies leave out
 */
public record Elasticity(
        double underProvisioningPct,
        double overProvisioningPct,
        double missingReplicas,
        double superfluousReplicas,
        double underTimesharePct,
        double overTimesharePct,
        double instabilityPct,
        double jitterPerHour,
        double deviation,
        double deviationWithInstability,
        double noDemandShare) {

    /**
     * Compares a supply with a demand.
     *
     * @param stepSeconds length of the steps that the instability compares, positive; the others are exact in time
     */
    public static Elasticity of(StepFunction supply, StepFunction demand, double stepSeconds) {
        double end = Stretches.end(supply, demand);
        Sums sums = new Sums();
        Stretches.visit(supply, demand, sums);
        double counted = end - sums.noDemand;
        double thetaU = counted > 0 ? 100 * sums.under / counted : Double.NaN;
        double thetaO = counted > 0 ? 100 * sums.over / counted : Double.NaN;
        double tauU = 100 * sums.underTime / end;
        double tauO = 100 * sums.overTime / end;
        double upsilon = instabilityPct(supply, demand, stepSeconds);
        return new Elasticity(
                thetaU,
                thetaO,
                sums.missing / end,
                sums.superfluous / end,
                tauU,
                tauO,
                upsilon,
                (supply.changes() - demand.changes()) / (end / 3600),
                norm(thetaU, thetaO, tauU, tauO),
                norm(thetaU, thetaO, tauU, tauO, upsilon),
                sums.noDemand / end);
    }

    private static final class Sums implements Stretches.Visitor {
        private double under;
        private double over;
        private double missing;
        private double superfluous;
        private double underTime;
        private double overTime;
        private double noDemand;

        @Override
        public void stretch(double from, double to, int supply, int demand) {
            double length = to - from;
            double lacks = Math.max(demand - supply, 0) * length;
            double exceeds = Math.max(supply - demand, 0) * length;
            missing += lacks;
            superfluous += exceeds;
            underTime += demand > supply ? length : 0;
            overTime += supply > demand ? length : 0;
            if (demand == 0) {
                noDemand += length;
            } else {
                under += lacks / demand;
                over += exceeds / demand;
            }
        }
    }

    private static double instabilityPct(StepFunction supply, StepFunction demand, double stepSeconds) {
        int steps = (int) Math.ceil(Stretches.end(supply, demand) / stepSeconds - 1e-9);
        int unlike = 0;
        for (int i = 1; i < steps; i++) {
            double before = (i - 1) * stepSeconds;
            double now = i * stepSeconds;
            int supplied = Integer.signum(supply.at(now) - supply.at(before));
            int demanded = Integer.signum(demand.at(now) - demand.at(before));
            unlike += supplied == demanded ? 0 : 1;
        }
        return steps < 2 ? Double.NaN : 100.0 * unlike / (steps - 1);
    }

    private static double norm(double... parts) {
        double sum = 0;
        for (double part : parts) {
            sum += Math.pow(part, 5);
        }
        return Math.pow(sum, 0.2);
    }
}
