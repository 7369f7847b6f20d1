package io.selfscale.adapter.simulation.figure;

/**
 * Supply against demand over time (semantics section 12, SPEC Research Group). Percentages.
 *
 * @param underProvisioningPct accuracy theta U: missing supply relative to the demand
 * @param overProvisioningPct accuracy theta O: superfluous supply relative to the demand
 * @param underTimesharePct tau U: share of the time with too little
 * @param overTimesharePct tau O: share of the time with too much
 * @param noDemandShare share of the time without demand, which the accuracies leave out
 */
public record Elasticity(
        double underProvisioningPct,
        double overProvisioningPct,
        double underTimesharePct,
        double overTimesharePct,
        double noDemandShare) {

    static Elasticity of(StepFunction supply, StepFunction demand) {
        double end = Math.min(supply.endSeconds(), demand.endSeconds());
        double under = 0;
        double over = 0;
        double underTime = 0;
        double overTime = 0;
        double noDemand = 0;
        int s = 0;
        int d = 0;
        double now = 0;
        while (now < end) {
            while (s + 1 < supply.seconds().length && supply.seconds()[s + 1] <= now) {
                s++;
            }
            while (d + 1 < demand.seconds().length && demand.seconds()[d + 1] <= now) {
                d++;
            }
            double next = end;
            if (s + 1 < supply.seconds().length) {
                next = Math.min(next, supply.seconds()[s + 1]);
            }
            if (d + 1 < demand.seconds().length) {
                next = Math.min(next, demand.seconds()[d + 1]);
            }
            double length = next - now;
            int has = supply.values()[s];
            int needs = demand.values()[d];
            if (needs == 0) {
                noDemand += length;
            } else {
                under += Math.max(needs - has, 0) / (double) needs * length;
                over += Math.max(has - needs, 0) / (double) needs * length;
            }
            underTime += needs > has ? length : 0;
            overTime += has > needs ? length : 0;
            now = next;
        }
        double counted = end - noDemand;
        return new Elasticity(
                counted > 0 ? 100 * under / counted : Double.NaN,
                counted > 0 ? 100 * over / counted : Double.NaN,
                100 * underTime / end,
                100 * overTime / end,
                noDemand / end);
    }
}
