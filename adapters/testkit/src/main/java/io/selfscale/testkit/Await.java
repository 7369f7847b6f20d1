package io.selfscale.testkit;

import java.util.concurrent.Callable;

/** How a contract suite waits for what an implementation does in its own time. */
@FunctionalInterface
public interface Await {

    /**
     * Returns as soon as a condition holds: by letting manual time pass, or by listening to the implementation.
     *
     * @param what the condition in words, for the error
     * @param condition without side effects; may be asked at any time
     * @throws AssertionError if it does not hold within the time that the implementation is given
     * @throws Exception what the condition throws
     */
    void until(String what, Callable<Boolean> condition) throws Exception;

    /**
     * Returns a way to wait on manual time: tick by tick.
     *
     * @param tick time that passes between two looks, positive
     * @param ticks how often to look at most
     */
    static Await on(ManualTime time, java.time.Duration tick, int ticks) {
        return (what, condition) -> {
            for (int i = 0; i < ticks && !condition.call(); i++) {
                time.advance(tick);
            }
            if (!condition.call()) {
                throw new AssertionError("not within " + tick.multipliedBy(ticks) + ": " + what);
            }
        };
    }
}
