package io.selfscale.adapter.yaml.service;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How requests are let in.
 *
 * @param queue requests that may wait; more are rejected; at least 0
 * @param patience time after which a waiting request gives up, or null for never
 * @param cacheHitShare share of the requests that a result cache answers at once, in [0, 1]
 * @param levels what the rungs of the brownout ladder give, from rung 1 on; copied
 */
public record Door(int queue, @Nullable Duration patience, double cacheHitShare, List<Level> levels) {

    /** Everybody may wait for as long as it takes, and gets the full service. */
    public static final Door OPEN = new Door(Integer.MAX_VALUE, null, 0, List.of());

    /**
     * A degraded level of service.
     *
     * @param name as in the brownout ladder of the policy
     * @param imageShare image tokens that are left of a request's, in [0, 1]
     * @param outputShare tokens that are generated of those in full service, in [0, 1]
     * @param classes priority classes that are let in: those below this; at least 1
     */
    public record Level(String name, double imageShare, double outputShare, int classes) {
        public Level {
            Objects.requireNonNull(name, "name");
        }
    }

    public Door {
        levels = List.copyOf(levels);
    }
}
