package io.selfscale.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy sees when it proposes. Immutable; valid for one evaluation. */
public interface View {

    /** Returns the wall-clock time of this decision. */
    Instant wallTime();

    /** Returns the control time of this decision in nanoseconds; see {@link Observation#nanos()}. */
    long nanos();

    /** Returns the replicas requested now; the count that a proposal would replace. */
    int requested();

    /** Returns the smallest replica count allowed. */
    int min();

    /** Returns the largest replica count allowed. */
    int max();

    /** Returns the replicas serving now, draining ones excluded. */
    int ready();

    /** Returns the replicas asked for and not there yet, expired ones excluded. */
    int inFlight();

    /**
     * Returns every replica of the pools of this target, terminal ones included; empty if the inventory is unknown. Those
     * of pools that the specification does not name are left out.
     */
    List<Replica> replicas();

    /** Tells whether the inventory could be read; where it could not, {@link #ready()} says nothing. */
    default boolean isInventoryKnown() {
        return true;
    }

    /**
     * Returns the time that a replica ordered now takes to become ready, at most with the given probability: learned
     * from the starts seen so far, or as configured while there were too few.
     *
     * @param share in (0, 1], for instance 0.95
     */
    Duration startupTime(double share);

    /** Returns the work that arrives and the replicas it takes, or null if it is not known. */
    @Nullable
    Demand demand();

    /** Returns the present value of a signal over the whole target (a mean over ready replicas, or the total). */
    Sample current(Signal signal);

    /** Returns what the source of a signal returned, replica by replica where it did. */
    Reading reading(Signal signal);

    /**
     * Returns the recent past of a signal.
     *
     * @throws IllegalArgumentException if the policy did not declare it in {@link Policy#windows()}
     */
    Window window(Signal signal, Duration span);

    /**
     * Returns the control time in nanoseconds from which measurements describe the present size: when the last
     * change took effect (its replicas became ready, failed or expired). {@link Long#MAX_VALUE} while one is pending,
     * 0 if there was none.
     */
    long unchangedSinceNanos();

    /** Returns the control time in nanoseconds since when this target is observed without a restart in between. */
    long observedSinceNanos();
}
