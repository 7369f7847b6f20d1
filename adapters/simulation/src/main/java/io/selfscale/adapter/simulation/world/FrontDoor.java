package io.selfscale.adapter.simulation.world;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How requests are let in: one queue per priority class, the classes served in order, each in order of arrival.
 *
 * @param longestQueue requests that may wait; more are rejected; at least 0
 * @param patience time after which a waiting request gives up, or null for never; positive
 * @param cacheHitShare share of requests that a result cache answers at once, in [0, 1]
 * @param rungs what each service level of the brownout ladder gives, from level 1 on; copied
 */
public record FrontDoor(int longestQueue, @Nullable Duration patience, double cacheHitShare, List<Rung> rungs) {

    /** A queue without end in which everybody waits. */
    public static final FrontDoor UNLIMITED = new FrontDoor(Integer.MAX_VALUE, null, 0, List.of());

    /**
     * A degraded service level.
     *
     * @param name as in the policy
     * @param imageShare image tokens that are left of a request's, in [0, 1]
     * @param outputShare tokens that are generated of those in full service, in [0, 1]
     * @param classes priority classes that are let in: those below this; at least 1
     */
    public record Rung(String name, double imageShare, double outputShare, int classes) {
        public Rung {
            Objects.requireNonNull(name, "name");
            if (!(imageShare >= 0 && imageShare <= 1 && outputShare >= 0 && outputShare <= 1)) {
                throw new IllegalArgumentException("the shares of level " + name + " must be in [0, 1] but were "
                        + imageShare + ", " + outputShare);
            }
            if (classes < 1) {
                throw new IllegalArgumentException(
                        "level " + name + " must let in at least one class but let in " + classes);
            }
        }
    }

    public FrontDoor {
        rungs = List.copyOf(rungs);
        if (longestQueue < 0) {
            throw new IllegalArgumentException("longestQueue must be at least 0 but was " + longestQueue);
        }
        if (patience != null && (patience.isNegative() || patience.isZero())) {
            throw new IllegalArgumentException("patience must be positive but was " + patience);
        }
        if (!(cacheHitShare >= 0 && cacheHitShare <= 1)) {
            throw new IllegalArgumentException("cacheHitShare must be in [0, 1] but was " + cacheHitShare);
        }
    }
}
