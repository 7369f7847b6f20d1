package io.selfscale.engine.explain;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ticks of a journal with what was in force at each: a repeated decision stands for the one before it. */
final class Timeline {

    /** A pause of more than so many usual ticks is a time in which nobody decided. */
    private static final long STANDSTILL_TICKS = 4;

    private final List<RecordedTick> ticks;
    private final Decision[] inForce;
    private final long usualTick;

    Timeline(List<RecordedTick> ticks) {
        int first = 0;
        while (first < ticks.size() && ticks.get(first).decision() == null) {
            first++;
        }
        this.ticks = List.copyOf(ticks.subList(first, ticks.size()));
        this.inForce = new Decision[this.ticks.size()];
        for (int i = 0; i < inForce.length; i++) {
            Decision decision = this.ticks.get(i).decision();
            inForce[i] = decision == null ? inForce[i - 1] : decision;
        }
        this.usualTick = median();
    }

    private long median() {
        long[] lengths = new long[Math.max(0, ticks.size() - 1)];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = nanos(i + 1) - nanos(i);
        }
        Arrays.sort(lengths);
        return lengths.length == 0 ? 0 : lengths[lengths.length / 2];
    }

    int size() {
        return ticks.size();
    }

    long nanos(int tick) {
        return ticks.get(tick).observation().nanos();
    }

    RecordedTick tick(int tick) {
        return ticks.get(tick);
    }

    /** Returns the time between two decisions, usually. */
    long usualTick() {
        return usualTick;
    }

    /** Returns the decision of a tick, or the one it repeats. */
    Decision inForce(int tick) {
        return inForce[tick];
    }

    /** Returns the count requested before the decision of a tick. */
    int requestedBefore(int tick) {
        return ticks.get(tick).decision() == null ? inForce[tick].to() : inForce[tick].from();
    }

    /** Tells whether much more than a tick passes until the next one. */
    boolean standsStillAfter(int tick) {
        return tick + 1 < size() && nanos(tick + 1) - nanos(tick) > STANDSTILL_TICKS * Math.max(1, usualTick);
    }

    /** Returns the demand at a tick, or null if it was not known. */
    @Nullable
    Demand demand(int tick) {
        return inForce[tick].capacity().demand();
    }

    /** Returns the ready replicas that a tick listed. */
    int ready(int tick) {
        if (ticks.get(tick).decision() != null) {
            return inForce[tick].capacity().ready();
        }
        return (int) replicas(tick).stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .count();
    }

    List<Replica> replicas(int tick) {
        return ticks.get(tick).observation().inventory().replicas();
    }

    /** Returns what a policy proposed at a tick, or null if it took no part. */
    @Nullable
    Proposal proposal(int tick, String policy) {
        for (var item : inForce[tick].proposals()) {
            if (item.policy().equals(policy)) {
                return item.proposal();
            }
        }
        return null;
    }

    /** Returns a signal over the whole target as a tick saw it. */
    Sample sample(int tick, Signal signal) {
        Decision decision = ticks.get(tick).decision();
        if (decision != null) {
            for (SignalState state : decision.seen()) {
                if (state.signal().equals(signal)) {
                    return state.sample();
                }
            }
        }
        Reading reading = ticks.get(tick).observation().readings().get(signal);
        if (reading instanceof Reading.Whole whole) {
            return whole.sample();
        }
        return reading instanceof Reading.ByReplica byReplica
                ? join(signal, byReplica, replicas(tick))
                : Sample.absent("no reading");
    }

    private static Sample join(Signal signal, Reading.ByReplica reading, List<Replica> replicas) {
        double sum = 0;
        int count = 0;
        Duration oldest = Duration.ZERO;
        for (Replica replica : replicas) {
            if (replica.state() == ReplicaState.READY
                    && reading.samples().get(replica.id()) instanceof Sample.Fresh fresh) {
                sum += fresh.value();
                count++;
                oldest = fresh.age().compareTo(oldest) > 0 ? fresh.age() : oldest;
            }
        }
        return count == 0
                ? Sample.absent("no ready replica reported")
                : Sample.measured(signal.kind() == SignalKind.TOTAL ? sum : sum / count, oldest);
    }
}
