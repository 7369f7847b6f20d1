package io.selfscale.engine.lint.model;

import io.selfscale.policy.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the count does under a constant load, until it rests, repeats itself, or the work is spent. */
final class Trajectory {

    private static final int MOST_CHANGES = 2000;

    private record Change(long nanos, int before, int after) {
        boolean isLike(Change other) {
            return before == other.before && after == other.after;
        }
    }

    /** How a run ended. */
    enum End {
        AT_REST,
        IN_A_CYCLE,
        UNDECIDED
    }

    private final List<Change> changes = new ArrayList<>();
    private int cycleStart = -1;

    /** Follows a target under a load. */
    End follow(ModelRun run, double load, Duration quiet, Work work) {
        long last = run.nanos();
        while (run.nanos() - last < quiet.toNanos()) {
            if (!work.take(run.requested())) {
                return End.UNDECIDED;
            }
            Decision decision = run.tick(load);
            if (decision.from() != decision.to()) {
                last = run.nanos();
                changes.add(new Change(last, decision.from(), decision.to()));
                if (repeats()) {
                    return End.IN_A_CYCLE;
                }
                if (changes.size() > MOST_CHANGES) {
                    return End.UNDECIDED;
                }
            }
        }
        return End.AT_REST;
    }

    /** Tells whether the last two rounds were alike: one alone may belong to the way into a cycle. */
    private boolean repeats() {
        int end = changes.size() - 1;
        int previous = before(end);
        int first = previous < 0 ? -1 : before(previous);
        int length = end - previous;
        boolean alike = first >= 0 && previous - first == length;
        for (int i = 1; alike && i < length; i++) {
            alike = changes.get(first + i).isLike(changes.get(previous + i));
        }
        if (alike) {
            cycleStart = previous;
        }
        return alike;
    }

    private int before(int position) {
        for (int i = position - 1; i >= 0; i--) {
            if (changes.get(i).isLike(changes.get(position))) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the round that repeated. */
    LimitCycle cycle(int from, double load, Duration startup, boolean guarded) {
        int end = changes.size() - 1;
        long began = changes.get(cycleStart).nanos();
        List<LimitCycle.Change> round = changes.subList(cycleStart, end).stream()
                .map(change -> new LimitCycle.Change(
                        Duration.ofNanos(change.nanos() - began), change.before(), change.after()))
                .toList();
        return new LimitCycle(
                from, load, startup, round, Duration.ofNanos(changes.get(end).nanos() - began), guarded);
    }
}
