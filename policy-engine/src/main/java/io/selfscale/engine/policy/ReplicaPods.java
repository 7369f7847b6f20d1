package io.selfscale.engine.policy;

import io.selfscale.engine.hpa.Pod;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;

/** Sees a replica as the pod that the Horizontal Pod Autoscaler would see. */
final class ReplicaPods {

    private ReplicaPods() {}

    static Pod pod(Replica replica, long nanos) {
        long start = nanos - replica.age().toNanos();
        long since = nanos - replica.inState().toNanos();
        boolean ready = replica.state() == ReplicaState.READY;
        return switch (replica.state()) {
            case REQUESTED, ACCEPTED -> new Pod(replica.id(), Pod.Phase.PENDING, false, null, null);
            case STARTING, READY ->
                new Pod(replica.id(), Pod.Phase.RUNNING, false, start, new Pod.Readiness(ready, since));
            case DRAINING -> new Pod(replica.id(), Pod.Phase.RUNNING, true, start, new Pod.Readiness(true, since));
            case GONE -> new Pod(replica.id(), Pod.Phase.SUCCEEDED, false, start, null);
            case FAILED, EXPIRED -> new Pod(replica.id(), Pod.Phase.FAILED, false, start, null);
        };
    }
}
