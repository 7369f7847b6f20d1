package io.selfscale.engine.policy;

import io.selfscale.engine.hpa.Pod;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.View;
import java.util.ArrayList;
import java.util.List;

/** Sees replicas as the pods that the Horizontal Pod Autoscaler would see. */
final class ReplicaPods {

    private ReplicaPods() {}

    /**
     * Returns a pod for each replica that is listed, and a pending one for each that is requested and not listed: a
     * cluster has a pod as soon as it is asked for, and the Autoscaler's arithmetic counts on that.
     */
    static List<Pod> of(View view) {
        List<Pod> pods = new ArrayList<>();
        int living = 0;
        for (Replica replica : view.replicas()) {
            pods.add(pod(replica, view.nanos()));
            living += replica.state().isTerminal() || replica.state() == ReplicaState.DRAINING ? 0 : 1;
        }
        for (int i = living; i < view.requested(); i++) {
            pods.add(new Pod("not listed " + i, Pod.Phase.PENDING, false, null, null));
        }
        return pods;
    }

    private static Pod pod(Replica replica, long nanos) {
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
