package io.selfscale.engine.policy;

import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which replicas serve like the others do, and how many are still warming up: on their way, or ready for less than the
 * warm-up. A warm-up belongs to a replica and begins when that is ready; a cooldown belongs to a target and begins with a
 * change (semantics section 4.3).
 *
 * @param warm ids of the ready replicas that are warm, sorted, so that sums do not depend on the order of the inventory
 * @param warming replicas asked for that are not warm yet
 */
record WarmReplicas(List<String> warm, int warming) {

    /**
     * What warm replicas measured.
     *
     * @param reporting warm replicas with a fresh value
     * @param sum the sum of those
     */
    record Measured(int reporting, double sum) {}

    static WarmReplicas of(View view, Duration warmUp) {
        List<String> warm = new ArrayList<>();
        int warming = view.inFlight();
        for (Replica replica : view.replicas()) {
            if (replica.state() == ReplicaState.READY) {
                if (replica.inState().compareTo(warmUp) >= 0) {
                    warm.add(replica.id());
                } else {
                    warming++;
                }
            }
        }
        Collections.sort(warm);
        return new WarmReplicas(warm, warming);
    }

    /** Returns what the warm replicas measured of a signal that is read by replica. */
    Measured measured(View view, Signal signal) {
        int reporting = 0;
        double sum = 0;
        if (view.reading(signal) instanceof Reading.ByReplica byReplica) {
            for (String id : warm) {
                if (byReplica.samples().get(id) instanceof Sample.Fresh fresh) {
                    reporting++;
                    sum += fresh.value();
                }
            }
        }
        return new Measured(reporting, sum);
    }
}
