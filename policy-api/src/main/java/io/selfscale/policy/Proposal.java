package io.selfscale.policy;

import java.util.List;
import java.util.Objects;

/** What a policy wants: another size, the same size, bounds, no opinion, or that a direction is not taken. */
public sealed interface Proposal {

    /** Why. */
    ReasonCode reason();

    /** The numbers it rests on; may be empty. */
    List<Evidence> evidence();

    /**
     * Wants this many replicas.
     *
     * @param replicas wanted count, at least 0, before any constraint
     * @param reason see {@link #reason()}
     * @param evidence see {@link #evidence()}; copied
     */
    record Scale(int replicas, ReasonCode reason, List<Evidence> evidence) implements Proposal {
        public Scale {
            Objects.requireNonNull(reason, "reason");
            evidence = List.copyOf(evidence);
            if (replicas < 0) {
                throw new IllegalArgumentException("proposed replicas must be at least 0 but were " + replicas);
            }
        }
    }

    /**
     * Wants the size to stay. Another policy may still scale out, none may scale in.
     *
     * @param reason see {@link #reason()}
     * @param evidence see {@link #evidence()}; copied
     */
    record Hold(ReasonCode reason, List<Evidence> evidence) implements Proposal {
        public Hold {
            Objects.requireNonNull(reason, "reason");
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * Has no opinion, in either direction.
     *
     * @param reason see {@link #reason()}
     * @param detail more about the reason, for the record; may be empty
     */
    record Abstention(ReasonCode reason, String detail) implements Proposal {
        public Abstention {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public List<Evidence> evidence() {
            return List.of();
        }
    }

    /**
     * Forbids one direction, whatever the others propose, and has no other opinion. A policy that cannot see vetoes
     * {@link Direction#IN}.
     *
     * @param direction what is forbidden; not {@link Direction#NONE}
     * @param reason see {@link #reason()}
     * @param evidence see {@link #evidence()}; copied
     * @param detail more about the reason, for the record; may be empty
     */
    record Veto(Direction direction, ReasonCode reason, List<Evidence> evidence, String detail) implements Proposal {
        public Veto {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
            evidence = List.copyOf(evidence);
            if (direction == Direction.NONE) {
                throw new IllegalArgumentException("a veto must forbid IN or OUT");
            }
        }
    }

    /**
     * Wants the count to stay within bounds, and has no other opinion: what a schedule, a forecast or a pre-warm says.
     * Explicit numbers, so no tolerance or dead band applies to them; rate limits do unless {@code urgent}, and budget,
     * quota and the bounds of the target always (semantics section 13).
     *
     * @param floor smallest count wanted, at least 0; 0 for none
     * @param cap largest count wanted, at least {@code floor}; {@link Integer#MAX_VALUE} for none
     * @param urgent whether rate limits give way to the floor
     * @param reason see {@link #reason()}
     * @param evidence see {@link #evidence()}; copied
     * @param detail more about the reason, for the record; may be empty
     */
    record Bounds(int floor, int cap, boolean urgent, ReasonCode reason, List<Evidence> evidence, String detail)
            implements Proposal {
        public Bounds {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
            evidence = List.copyOf(evidence);
            if (floor < 0 || cap < floor) {
                throw new IllegalArgumentException(
                        "0 <= floor <= cap must hold but was floor " + floor + ", cap " + cap);
            }
        }
    }

    /** Returns a proposal to have at least {@code replicas} replicas. */
    static Proposal floor(int replicas, ReasonCode reason, String detail, Evidence... evidence) {
        return new Bounds(replicas, Integer.MAX_VALUE, false, reason, List.of(evidence), detail);
    }

    /** Returns a proposal to have at most {@code replicas} replicas. */
    static Proposal cap(int replicas, ReasonCode reason, String detail) {
        return new Bounds(0, replicas, false, reason, List.of(), detail);
    }

    /** Returns a proposal to have {@code replicas} replicas. */
    static Proposal scale(int replicas, ReasonCode reason, Evidence... evidence) {
        return new Scale(replicas, reason, List.of(evidence));
    }

    /** Returns a proposal to stay at the present size. */
    static Proposal hold(ReasonCode reason, Evidence... evidence) {
        return new Hold(reason, List.of(evidence));
    }

    /** Returns an abstention. */
    static Proposal abstain(ReasonCode reason, String detail) {
        return new Abstention(reason, detail);
    }

    /** Returns a veto of scale-in: the policy cannot see enough to allow it. */
    static Proposal vetoIn(ReasonCode reason, String detail, Evidence... evidence) {
        return new Veto(Direction.IN, reason, List.of(evidence), detail);
    }
}
