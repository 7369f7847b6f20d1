package io.selfscale.engine.explain;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One tick as a journal tells of it.
 *
 * @param observation what was seen
 * @param decision what was decided, or null if the journal says no more than that it repeats the one before
 */
public record RecordedTick(
        Observation observation, @Nullable Decision decision) {
    public RecordedTick {
        Objects.requireNonNull(observation, "observation");
    }
}
