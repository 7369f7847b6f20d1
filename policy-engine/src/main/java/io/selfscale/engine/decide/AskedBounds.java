package io.selfscale.engine.decide;

import io.selfscale.policy.Direction;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import java.util.List;

/**
 * The bounds that policies ask for, taken together: the largest floor, the least cap; a floor beats a cap that
 * contradicts it, and an exact count beats both (semantics section 13).
 */
final class AskedBounds {

    private int floor;
    private int cap = Integer.MAX_VALUE;
    private int urgentFloor;
    private String floorPolicy = "";
    private String capPolicy = "";
    private boolean frozenOut;
    private boolean frozenIn;

    private AskedBounds() {}

    static AskedBounds of(List<PolicyProposal> proposals) {
        AskedBounds bounds = new AskedBounds();
        for (PolicyProposal item : proposals) {
            bounds.add(item);
        }
        bounds.exact(proposals);
        return bounds;
    }

    private void add(PolicyProposal item) {
        if (item.proposal() instanceof Proposal.Bounds asked) {
            if (asked.floor() > floor) {
                floor = asked.floor();
                floorPolicy = item.policy();
            }
            if (asked.urgent()) {
                urgentFloor = Math.max(urgentFloor, asked.floor());
            }
            if (asked.cap() < cap) {
                cap = asked.cap();
                capPolicy = item.policy();
            }
        } else if (item.proposal() instanceof Proposal.Veto veto && veto.reason() == ReasonCode.SCHEDULE_FREEZE) {
            frozenOut |= veto.direction() == Direction.OUT;
            frozenIn |= veto.direction() == Direction.IN;
        }
    }

    private void exact(List<PolicyProposal> proposals) {
        for (PolicyProposal item : proposals) {
            if (item.proposal() instanceof Proposal.Bounds asked && asked.floor() == asked.cap()) {
                floor = asked.floor();
                floorPolicy = item.policy();
                cap = asked.cap();
                capPolicy = item.policy();
                urgentFloor = asked.urgent() ? asked.floor() : Math.min(urgentFloor, floor);
            }
        }
        cap = Math.max(cap, floor);
    }

    /** Returns the smallest count asked for, 0 for none. */
    int floor() {
        return floor;
    }

    /** Returns the smallest count for which rate limits give way, 0 for none. */
    int urgentFloor() {
        return urgentFloor;
    }

    /** Returns the largest count asked for, at least the floor. */
    int cap() {
        return cap;
    }

    String floorPolicy() {
        return floorPolicy;
    }

    String capPolicy() {
        return capPolicy;
    }

    /** Tells whether a schedule forbids growth. */
    boolean isFrozenOut() {
        return frozenOut;
    }

    /** Tells whether a schedule forbids shrinking. */
    boolean isFrozenIn() {
        return frozenIn;
    }
}
