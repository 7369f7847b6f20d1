package io.selfscale.engine.lint;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.SpotSpec;
import java.util.List;

/** Spot capacity goes away at short notice, all of it at once where one market runs dry. */
final class SpotExposure implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        List<PoolSpec> pools = subject.spec().pools();
        SpotSpec spot = subject.spec().spot();
        long onDemand = pools.stream()
                .filter(pool -> pool.kind() == PoolSpec.Kind.ON_DEMAND)
                .mapToLong(PoolSpec::quotaUnits)
                .sum();
        if (spot.onDemandFloor() > onDemand) {
            findings.error(
                    LintCode.SPOT_FLOOR_UNREACHABLE,
                    "spot.onDemandFloor",
                    "a floor of " + Wording.replicas(spot.onDemandFloor())
                            + " on demand, but the quotas of the on-demand" + " pools come to " + onDemand,
                    "lower the floor to " + onDemand + ", or raise the quotas");
        }
        long spotPools =
                pools.stream().filter(pool -> pool.kind() == PoolSpec.Kind.SPOT).count();
        if (spotPools > 0 && spot.onDemandFloor() == 0 && spot.largestSharePercent() == 100) {
            findings.warning(
                    LintCode.ALL_SPOT,
                    "spot",
                    spotPools + " of " + pools.size() + " pools are spot, with no on-demand floor and a share of 100 %:"
                            + " an interruption can take everything, and a replacement takes "
                            + Wording.time(subject.startup()),
                    "set spot.onDemandFloor to what must never go, or limit the share");
        }
    }
}
