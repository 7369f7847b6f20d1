package io.selfscale.engine.loop;

import io.selfscale.policy.spi.DelayScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for several calls on behalf of the scheduler thread, without blocking it. */
final class Gather {

    private Gather() {}

    /** Runs {@code then} once on the scheduler: when all futures are done, or at the deadline. */
    static void all(
            List<? extends CompletableFuture<?>> futures, Duration deadline, DelayScheduler scheduler, Runnable then) {
        boolean[] done = new boolean[1];
        Runnable once = () -> {
            if (!done[0]) {
                done[0] = true;
                then.run();
            }
        };
        DelayScheduler.Cancellable late = scheduler.schedule(deadline, once);
        CompletableFuture<@Nullable Void> unused = CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                .whenComplete((ignored, failure) -> {
                    late.cancel();
                    scheduler.schedule(Duration.ZERO, once);
                });
    }
}
