package io.selfscale.policy;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole record of one decision: what was seen, what each policy wanted, what that came to, what constrained it and
 * what was ordered. The record alone explains the result.
 *
 * @param stamp which decision this is
 * @param from replicas requested before
 * @param to replicas requested from now on
 * @param seen the signals, in the order of the specification; copied
 * @param proposals what each policy contributed, in the order of the specification; copied
 * @param combination what the proposals came to
 * @param constraints those that changed the count, in the order of their effect; copied
 * @param ordering the replicas there are, and the orders that follow
 */
public record Decision(
        Stamp stamp,
        int from,
        int to,
        List<SignalState> seen,
        List<PolicyProposal> proposals,
        Combination combination,
        List<ConstraintEffect> constraints,
        Ordering ordering) {

    /**
     * What a decision does about the replicas there are.
     *
     * @param capacity the replicas at that moment
     * @param orders what is to be carried out, in this order; copied
     */
    public record Ordering(Capacity capacity, List<Order> orders) {
        public Ordering {
            Objects.requireNonNull(capacity, "capacity");
            orders = List.copyOf(orders);
        }
    }

    public Decision {
        Objects.requireNonNull(stamp, "stamp");
        Objects.requireNonNull(combination, "combination");
        Objects.requireNonNull(ordering, "ordering");
        seen = List.copyOf(seen);
        proposals = List.copyOf(proposals);
        constraints = List.copyOf(constraints);
    }

    /** Returns which way the requested count moves. */
    public Direction direction() {
        return Direction.of(from, to);
    }

    /** Returns the orders, in the order in which they are to be carried out. */
    public List<Order> orders() {
        return ordering.orders();
    }

    /** Returns the replicas at the moment of the decision. */
    public Capacity capacity() {
        return ordering.capacity();
    }

    /** Returns the constraint that made the result what it is, or null if the proposals alone did. */
    public @Nullable ConstraintEffect binding() {
        return constraints.isEmpty() ? null : constraints.get(constraints.size() - 1);
    }

    /** Returns why the result is what it is: the reason of the binding constraint, else that of the combination. */
    public ReasonCode reason() {
        ConstraintEffect binding = binding();
        return binding == null ? combination.reason() : binding.reason();
    }

    /** Tells whether nothing was evaluated, changed or ordered. */
    public boolean isRepeat() {
        return from == to && ordering.orders().isEmpty() && proposals.stream().noneMatch(PolicyProposal::evaluated);
    }

    /**
     * Returns an explanation of a few lines, for a person: what was seen, what each policy wanted, what constrained it
     * and what bound. Lines are separated by {@code \n}; the first one is a summary.
     */
    public String explain() {
        return Explanation.of(this);
    }
}
