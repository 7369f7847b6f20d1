package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.report.RunRecorder;
import io.selfscale.policy.Capacity;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.AutoscalerListener;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows the autoscaler: records its decisions, shows its changes, and notices when the pool is at rest again. */
final class DemoListener implements AutoscalerListener {

    private final RunClock clock;
    private final RunRecorder recorder;
    private final Consumer<String> events;
    private final int min;
    private final CompletableFuture<@Nullable Void> rest = new CompletableFuture<>();
    private volatile boolean awaitsRest;
    private volatile @Nullable Decision last;

    /**
     * Creates a listener.
     *
     * @param clock tells the time of the run; decisions before its beginning are not recorded
     * @param recorder takes decisions
     * @param events takes a line about each change
     * @param min the least count
     */
    DemoListener(RunClock clock, RunRecorder recorder, Consumer<String> events, int min) {
        this.clock = clock;
        this.recorder = recorder;
        this.events = events;
        this.min = min;
    }

    /** Returns what completes at the first decision from now on that finds the pool at its least size and settled. */
    CompletableFuture<@Nullable Void> rest() {
        awaitsRest = true;
        return rest;
    }

    /** Returns the last decision, or null before the first. */
    @Nullable
    Decision last() {
        return last;
    }

    @Override
    public void onDecision(Decision decision) {
        last = decision;
        if (!clock.hasBegun()) {
            return;
        }
        double at = clock.seconds();
        recorder.decided(at, decision);
        if (decision.direction() != Direction.NONE) {
            events.accept(String.format(Locale.ROOT, "SCALE t=%.1fs %s", at, DecisionText.oneLine(decision)));
        }
        if (awaitsRest && isAtRest(decision)) {
            rest.complete(null);
        }
    }

    @Override
    public void onOutcome(OrderOutcome outcome) {
        if (outcome.status() != OrderOutcome.Status.ACCEPTED) {
            events.accept("WARN order " + outcome.orderId() + " " + outcome.status() + ": " + outcome.reason());
        }
    }

    private boolean isAtRest(Decision decision) {
        Capacity capacity = decision.capacity();
        return decision.to() == min && capacity.ready() == min && capacity.inFlight() == 0 && capacity.draining() == 0;
    }
}
