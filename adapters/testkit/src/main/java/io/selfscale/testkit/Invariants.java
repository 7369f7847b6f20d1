package io.selfscale.testkit;

import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The invariants of autoscaling, as checks of single decisions and of pairs and series of them; for properties,
 * simulators and fuzzers alike. Each throws an {@link AssertionError} that names the invariant by its number and
 * explains the decision. The numbers are those of the README of this module.
 */
public final class Invariants {

    private static final Set<ReasonCode> DAMPING = Set.of(
            ReasonCode.STABILIZED,
            ReasonCode.RATE_LIMITED,
            ReasonCode.COOLDOWN_OUT,
            ReasonCode.COOLDOWN_IN,
            ReasonCode.REVERSAL_HOLD,
            ReasonCode.ACTION_BUDGET,
            ReasonCode.LEDGER_COVERS_DEMAND,
            ReasonCode.BOTTLENECK_ELSEWHERE,
            ReasonCode.INVENTORY_UNKNOWN);

    private Invariants() {}

    /**
     * Checks everything that one decision and its observation can show: invariants 1, 2, 11 and 15.
     *
     * @param min smallest replica count
     * @param max largest replica count
     * @param required signals without which nothing may be scaled in
     */
    public static void check(int min, int max, Set<Signal> required, Observation observation, Decision decision) {
        bounds(min, max, decision);
        blindNeverScalesIn(max, required, observation, decision);
        startsFitTheTarget(decision);
        unknownInventoryOrdersNothing(observation, decision);
    }

    /** Invariant 1: the count is within the bounds, always. */
    public static void bounds(int min, int max, Decision decision) {
        if (decision.to() < min || decision.to() > max) {
            throw broken(1, "the count must be in [" + min + ", " + max + "] but is " + decision.to(), decision);
        }
    }

    /** Invariant 2: while a required signal is absent or stale, the count does not fall (but to its maximum). */
    public static void blindNeverScalesIn(int max, Set<Signal> required, Observation observation, Decision decision) {
        for (Signal signal : required) {
            if (isBlind(signal, observation)) {
                notIn(2, max, decision, "the required signal " + signal + " is absent, stale or incomplete");
            }
        }
    }

    /**
     * Tells whether a signal cannot be relied on: no fresh value of the whole, or a ready replica without one, or none
     * that is ready.
     */
    public static boolean isBlind(Signal signal, Observation observation) {
        Reading reading = observation.readings().get(signal);
        if (reading == null) {
            return true;
        }
        if (reading instanceof Reading.Whole whole) {
            return !whole.sample().isFresh();
        }
        List<Replica> ready = observation.inventory().replicas().stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .toList();
        Reading.ByReplica byReplica = (Reading.ByReplica) reading;
        return ready.isEmpty() || !ready.stream().allMatch(replica -> isFresh(byReplica, replica));
    }

    private static boolean isFresh(Reading.ByReplica reading, Replica replica) {
        Sample sample = reading.samples().get(replica.id());
        return sample != null && sample.isFresh();
    }

    /** Invariant 3: from the same state, greater load never gives a smaller count. */
    public static void monotone(Decision lesserLoad, Decision greaterLoad) {
        if (greaterLoad.to() < lesserLoad.to()) {
            throw broken(
                    3, "greater load must not give fewer replicas, but gave this", greaterLoad, "not this", lesserLoad);
        }
    }

    /** Invariant 4: twice the replicas at equal load of each give twice the count, give or take one. */
    public static void doubles(Decision single, Decision doubled) {
        if (Math.abs(doubled.to() - 2L * single.to()) > 1) {
            throw broken(
                    4, "twice the replicas, equally busy, must give twice the count, but gave", doubled, "for", single);
        }
    }

    /** Invariant 5: the order of replicas and samples, and what is foreign or has ended, make no difference. */
    public static void unaffected(Decision plain, Decision disturbed) {
        same(5, "the order of what is seen, and what is foreign or has ended, must change nothing", plain, disturbed);
    }

    /** Invariant 6: what damps a change may stop it, and never turns it round. */
    public static void noLimiterReverses(Decision decision) {
        for (ConstraintEffect effect : decision.constraints()) {
            Direction before = Direction.of(decision.from(), effect.before());
            Direction after = Direction.of(decision.from(), effect.after());
            boolean reversed = before != Direction.NONE && after != Direction.NONE && before != after;
            if (reversed && DAMPING.contains(effect.reason())) {
                throw broken(
                        6, "a limiter must not turn a change round, but " + effect.constraint() + " does", decision);
            }
        }
    }

    /**
     * Invariant 6: over every sliding period the count moves no further than its rate allows, counted from the size at
     * the beginning of that period; but for what brings it within its bounds.
     *
     * @param decisions in order, restarts included
     */
    public static void withinRate(RateBound bound, int min, int max, List<Decision> decisions) {
        for (int j = 0; j < decisions.size(); j++) {
            Decision decision = decisions.get(j);
            long begin = decision.stamp().nanos() - bound.period().toNanos();
            int start = decisions.get(0).from();
            for (int i = 0; i < j && decisions.get(i).stamp().nanos() <= begin; i++) {
                start = decisions.get(i).to();
            }
            boolean tooFar = decision.direction() == Direction.OUT
                    ? decision.to() > Math.max(min, start + bound.out())
                    : decision.direction() == Direction.IN && decision.to() < Math.min(max, start - bound.in());
            if (tooFar) {
                throw broken(
                        6,
                        "at most " + bound.out() + " may be added and " + bound.in() + " removed in " + bound.period()
                                + ", and there were " + start + " at its beginning",
                        decision);
            }
        }
    }

    /**
     * Invariant 8: at a tick of another length the course is the same: it passes the same counts, give or take one
     * replica, and one tick (and one evaluation) for each change so far.
     *
     * @param often decisions at the shorter tick, in order
     * @param seldom decisions at the longer tick, in order
     * @param tick the longer tick
     * @param period longest time between two evaluations of the same rule, and for which a size is kept after a change
     */
    public static void sameCourseAtAnyTick(
            List<Decision> often, List<Decision> seldom, Duration tick, Duration period) {
        long slack = tick.plus(period).toNanos();
        int changes = 1;
        int from = 0;
        for (Decision decision : seldom) {
            changes += decision.from() == decision.to() ? 0 : 1;
            long now = decision.stamp().nanos();
            long reach = slack * (changes + 1);
            int least = Integer.MAX_VALUE;
            int greatest = Integer.MIN_VALUE;
            while (from < often.size() && often.get(from).stamp().nanos() < now - reach) {
                from++;
            }
            for (int i = from; i < often.size() && often.get(i).stamp().nanos() <= now + reach; i++) {
                least = Math.min(least, often.get(i).to());
                greatest = Math.max(greatest, often.get(i).to());
            }
            boolean isPassed = decision.to() >= least - 1 && decision.to() <= greatest + 1;
            if (!isPassed && now + reach <= often.get(often.size() - 1).stamp().nanos()) {
                throw broken(8, "at another tick the course must be the same, but nothing there comes near", decision);
            }
        }
    }

    /**
     * Invariant 7: under constant load, actions come to an end.
     *
     * @param decisions in order
     * @param quiet how many decisions at their end must do nothing
     */
    public static void settles(List<Decision> decisions, int quiet) {
        for (Decision decision : decisions.subList(Math.max(0, decisions.size() - quiet), decisions.size())) {
            if (decision.direction() != Direction.NONE || !decision.orders().isEmpty()) {
                throw broken(7, "under constant load, actions must come to an end, but this is still one", decision);
            }
        }
    }

    /** Invariant 9: jumps of the wall clock change no decision. */
    public static void sameCourse(Decision steady, Decision jumped) {
        same(9, "a jump of the wall clock must change nothing", steady, jumped);
    }

    /** Invariant 10: the same state and observation give the same decision, to the last bit. */
    public static void replays(Decision recorded, Decision again) {
        if (!recorded.equals(again)) {
            throw broken(10, "a replay must give the same decision, but gave", again, "for", recorded);
        }
    }

    /** Invariant 10: no order id is used twice. */
    public static void uniqueOrderIds(List<Decision> decisions) {
        Set<String> ids = new HashSet<>();
        for (Decision decision : decisions) {
            for (Order order : decision.orders()) {
                if (!ids.add(order.id())) {
                    throw broken(10, "order ids must be unique, but " + order.id() + " is used again", decision);
                }
            }
        }
    }

    /**
     * Invariant 11: what is started fits into the count, with what is ready and in flight by the decision's own record.
     */
    public static void startsFitTheTarget(Decision decision) {
        startsFitTheTarget(
                decision, decision.capacity().ready() + decision.capacity().inFlight());
    }

    /**
     * Invariant 11: what is started fits into the count.
     *
     * @param live replicas that are ready or on their way in truth, before the orders of this decision
     */
    public static void startsFitTheTarget(Decision decision, int live) {
        long starts = OrderCounts.of(decision).starts();
        if (starts > 0 && live + starts > decision.to()) {
            throw broken(
                    11,
                    live + " replicas ready or in flight and " + starts + " more exceed the count of " + decision.to(),
                    decision);
        }
    }

    /**
     * Invariant 11: a replica on its way is counted once, whether it is only ordered, or listed by its pool, or both.
     *
     * @param live replicas that are ready or on their way in truth
     */
    public static void countsEachReplicaOnce(Decision decision, int live) {
        int counted = decision.capacity().ready() + decision.capacity().inFlight();
        if (counted != live) {
            throw broken(
                    11, "replicas ready or in flight must be counted as " + live + " but are as " + counted, decision);
        }
    }

    /**
     * Invariant 11: orders bring the replicas to the count and not past it. What is missing is ordered in full, and
     * what is too many is stopped, as far as it is listed; where the pool takes on everything it is told.
     *
     * @param before replicas that are ready or on their way in truth, before the orders of this decision
     * @param after the same after them
     */
    public static void ordersMeetTheTarget(Decision decision, int before, int after) {
        boolean met = before < decision.to() ? after == decision.to() : after >= decision.to() && after <= before;
        if (!met) {
            throw broken(
                    11,
                    "orders must bring the replicas to the count of " + decision.to() + ", but took them from " + before
                            + " to " + after,
                    decision);
        }
    }

    /** Invariant 15: nothing is ordered while the inventory is unknown. */
    public static void unknownInventoryOrdersNothing(Observation observation, Decision decision) {
        if (observation.inventory() instanceof Inventory.Unknown
                && !decision.orders().isEmpty()) {
            throw broken(15, "nothing may be ordered while the inventory is unknown", decision);
        }
    }

    /** Invariant 15: what cannot be a measurement never scales in (but to the maximum). */
    public static void garbageNeverScalesIn(int max, Decision decision) {
        notIn(15, max, decision, "a required measurement is garbage, or the inventory unknown");
    }

    private static void notIn(int number, int max, Decision decision, String why) {
        if (decision.to() < Math.min(decision.from(), max)) {
            throw broken(number, "the count must not fall while " + why, decision);
        }
    }

    private static void same(int number, String rule, Decision expected, Decision actual) {
        if (expected.from() != actual.from()
                || expected.to() != actual.to()
                || !OrderCounts.of(expected).equals(OrderCounts.of(actual))) {
            throw broken(number, rule + ", but gave", actual, "for", expected);
        }
    }

    /**
     * Invariant 12: what is granted is no more than what was asked, and what everything costs is within the budget.
     *
     * @param perHour what all replicas cost per hour in truth, after the orders of this decision
     * @param budget money per hour
     */
    public static void withinBudget(double perHour, double budget, Decision decision) {
        if (perHour > budget * (1 + 1e-9)) {
            throw broken(12, "the cost must be within " + budget + " per hour but is " + perHour, decision);
        }
    }

    /** Invariant 12: what is granted is no more than what was asked. */
    public static void grantedAtMostAsked(int asked, OrderOutcome outcome) {
        if (outcome.granted() > asked) {
            throw new AssertionError("invariant 12: at most " + asked + " may be granted but was " + outcome);
        }
    }

    /** Invariant 14: the replica target is the same with brownout on or off. */
    public static void sameTargetWithBrownout(Decision without, Decision with) {
        if (without.to() != with.to()) {
            throw broken(
                    14, "the replica target must be the same with brownout on or off, but is", with, "not", without);
        }
    }

    static AssertionError broken(int number, String rule, Decision decision) {
        return new AssertionError("invariant " + number + ": " + rule + ":\n" + decision.explain());
    }

    private static AssertionError broken(int number, String rule, Decision first, String link, Decision second) {
        return new AssertionError(
                "invariant " + number + ": " + rule + ":\n" + first.explain() + "\n" + link + ":\n" + second.explain());
    }
}
