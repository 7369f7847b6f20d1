package io.selfscale.engine.decide;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.Ledger;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;

/**
 * Notices when somebody else changed the number of replicas: in a quiet moment, when no change or order of ours is under
 * way, what is there differs from what was requested, and neither a failure, nor capacity that could not be had
 * before, nor the size of a replica explains it.
 */
final class OutsideWatch {

    private OutsideWatch() {}

    /** Returns how many replicas more (or fewer) there are than were requested and can be explained; 0 for none. */
    static int difference(ScalingSpec spec, State state, Census census, long nanos) {
        boolean quiet = census.isKnown()
                && state.requested() != State.UNKNOWN
                && state.clock().sequence() > 0
                && !state.change().pending()
                && census.ledger().starts().isEmpty()
                && census.ledger().stops().isEmpty()
                && census.expired().isEmpty()
                && census.interrupted().isEmpty();
        if (!quiet) {
            return 0;
        }
        int difference = census.liveUnits() - state.requested();
        if (difference < 0) {
            // What was refused just now is missing, and counts as lacking from this decision on.
            return isAnyPaused(census.ledger(), nanos)
                    ? 0
                    : Math.min(
                            0,
                            difference
                                    + failed(spec, census)
                                    + state.operation().lacking());
        }
        // A pool that refused to stop may still hold what is too much.
        boolean explained = !census.ledger().pauses().isEmpty() || !census.exceeds(state.requested());
        return !explained && hasForeign(spec, census) ? difference : 0;
    }

    private static boolean isAnyPaused(Ledger ledger, long nanos) {
        for (Ledger.Pause pause : ledger.pauses()) {
            if (nanos < pause.untilNanos()) {
                return true;
            }
        }
        return false;
    }

    private static int failed(ScalingSpec spec, Census census) {
        int units = 0;
        for (Replica replica : census.replicas()) {
            boolean failed = replica.state() == ReplicaState.FAILED || replica.state() == ReplicaState.EXPIRED;
            int pool = spec.indexOfPool(replica.pool());
            if (failed && pool >= 0) {
                units += spec.pools().get(pool).cost().capacityWeight();
            }
        }
        return units;
    }

    /** A replica of ours that came after its deadline explains a surplus; one that nobody ordered here does not. */
    private static boolean hasForeign(ScalingSpec spec, Census census) {
        String own = spec.target().name() + "-";
        for (Replica replica : census.ready()) {
            String order = replica.orderId();
            if (order == null || !order.startsWith(own)) {
                return true;
            }
        }
        for (Replica replica : census.starting()) {
            String order = replica.orderId();
            if (order == null || !order.startsWith(own)) {
                return true;
            }
        }
        return false;
    }
}
