package io.selfscale.policy;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A rule that proposes a replica count: {@code (view, memory) -> (proposal, memory')}.
 *
 * <p>A policy holds no clock, does no I/O and keeps nothing between calls but its memory, an immutable value. By
 * default it is <em>advice</em>: the control loop calls it on a bounded pool with a deadline, on one thread at a time,
 * and journals its proposal as data. A policy whose {@link #isPure()} returns true is called inside the decision
 * function, on the deciding thread, and again whenever a journal is replayed.
 *
 * <p>A policy that throws, or is late, abstains with the reason in the record, and blocks scale-in like a missing
 * signal.
 *
 * @param <M> its memory; a {@link StatelessPolicy} has none
 */
public interface Policy<M> {

    /** Returns the name in records, journals and meters; unique within a scaling target, not blank. */
    String name();

    /** Returns the windows that {@link #propose} will ask its view for; constant. */
    Set<SignalWindow> windows();

    /**
     * Returns every signal that {@link #propose} will ask its view for, so that one that was not added to the target is
     * found when that is built; constant. By default those of its windows.
     */
    default Set<Signal> signals() {
        Set<Signal> signals = new LinkedHashSet<>();
        windows().forEach(window -> signals.add(window.signal()));
        return signals;
    }

    /** Returns how often the policy is evaluated; zero means at every tick. Between evaluations its last proposal holds. */
    default Duration period() {
        return Duration.ZERO;
    }

    /** Returns the memory before the first evaluation. */
    M initialMemory();

    /** Returns how the memory is kept across restarts. */
    MemoryCodec<M> memoryCodec();

    /**
     * Proposes a replica count.
     *
     * @param view what is known now
     * @param memory what the last evaluation returned, or {@link #initialMemory()}
     */
    PolicyResult<M> propose(View view, M memory);

    /**
     * Tells whether {@link #propose} is a pure function of its arguments that returns within microseconds, so that it
     * may run inside the decision function. A promise of the author.
     */
    default boolean isPure() {
        return false;
    }
}
