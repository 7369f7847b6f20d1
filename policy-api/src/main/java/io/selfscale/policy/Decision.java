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
 * @param notes what else came out
 */
public record Decision(
        Stamp stamp,
        int from,
        int to,
        List<SignalState> seen,
        List<PolicyProposal> proposals,
        Combination combination,
        List<ConstraintEffect> constraints,
        Ordering ordering,
        Notes notes) {

    /**
     * What else comes out of a decision.
     *
     * @param serviceLevel the service level from now on
     * @param phase whether the target is active, at zero, or in between
     * @param alarms what a person should know; copied
     * @param shadows what shadow policies would have made of it; copied
     */
    public record Notes(ServiceLevel serviceLevel, Phase phase, List<Alarm> alarms, List<Shadow> shadows) {

        /** Full service, active, and nothing to say. */
        public static final Notes NONE = new Notes(ServiceLevel.FULL, Phase.ACTIVE, List.of(), List.of());

        public Notes {
            Objects.requireNonNull(serviceLevel, "serviceLevel");
            Objects.requireNonNull(phase, "phase");
            alarms = List.copyOf(alarms);
            shadows = List.copyOf(shadows);
        }
    }

    /** Where a target is between zero and serving (semantics section 2.5). */
    public enum Phase {
        /** It serves, or is to. */
        ACTIVE,
        /** It goes to zero; its last replicas finish their work. */
        DRAINING,
        /** It is at zero, and wakes when work arrives. */
        ZERO,
        /** Work arrived at zero; the first replicas start. */
        WAKING,
        /** Somebody else set it to zero: work does not wake it. */
        DISABLED
    }

    /**
     * Something a person should know.
     *
     * @param reason what kind of thing
     * @param detail what exactly, with names and numbers
     */
    public record Alarm(ReasonCode reason, String detail) {
        public Alarm {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * What a policy that only watches would have made of it.
     *
     * @param proposal what it proposes
     * @param replicas what its proposal alone comes to, before any constraint
     */
    public record Shadow(PolicyProposal proposal, int replicas) {
        public Shadow {
            Objects.requireNonNull(proposal, "proposal");
        }
    }

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
        Objects.requireNonNull(notes, "notes");
        seen = List.copyOf(seen);
        proposals = List.copyOf(proposals);
        constraints = List.copyOf(constraints);
    }

    /** Creates a decision with nothing else to say. */
    public Decision(
            Stamp stamp,
            int from,
            int to,
            List<SignalState> seen,
            List<PolicyProposal> proposals,
            Combination combination,
            List<ConstraintEffect> constraints,
            Ordering ordering) {
        this(stamp, from, to, seen, proposals, combination, constraints, ordering, Notes.NONE);
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
