package io.selfscale.adapter.simulation.world;

import io.selfscale.policy.Decision;
import org.jspecify.annotations.Nullable;

/**
 * How things stood at a tick, after its orders were carried out.
 *
 * @param seconds time from time zero
 * @param waiting requests that wait
 * @param inService requests that are served
 * @param requested replicas that are wanted
 * @param starting replicas that start
 * @param ready replicas that serve
 * @param draining replicas that end
 * @param serviceLevel rung of the service level
 * @param costPerHour money per hour
 * @param decision the record of the decision if it changed or ordered anything, or raised or ended an alarm; otherwise null
 */
public record TickRecord(
        double seconds,
        int waiting,
        int inService,
        int requested,
        int starting,
        int ready,
        int draining,
        int serviceLevel,
        double costPerHour,
        @Nullable Decision decision) {}
