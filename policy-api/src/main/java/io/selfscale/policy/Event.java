package io.selfscale.policy;

import java.time.Duration;
import java.util.Objects;

/** Something announced to a decision, as data, so that a journal replays it. */
public sealed interface Event {

    /**
     * A pool takes a replica away soon, as a spot market does: it counts as draining from now on, and is replaced at
     * once.
     *
     * @param replica its id
     * @param in time until it is gone, not negative
     */
    record Interruption(String replica, Duration in) implements Event {
        public Interruption {
            Objects.requireNonNull(replica, "replica");
            if (in.isNegative()) {
                throw new IllegalArgumentException("the time to an interruption must not be negative but was " + in);
            }
        }
    }

    /**
     * A person overrides the policies.
     *
     * @param override what applies from now on; replaces one of the same id
     */
    record Overridden(ManualOverride override) implements Event {
        public Overridden {
            Objects.requireNonNull(override, "override");
        }
    }

    /**
     * A person lifts an override, or accepts what was changed from outside.
     *
     * @param id of the override; an unknown one has no effect
     * @param author who lifts it
     */
    record Lifted(String id, String author) implements Event {
        public Lifted {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(author, "author");
        }
    }
}
