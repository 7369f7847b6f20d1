package io.selfscale.engine.schedule;

/** What a window does to the number of replicas while it is open. */
public enum WindowKind {
    /** At least so many. */
    FLOOR,
    /** At most so many. */
    CAP,
    /** Exactly so many, whatever floors and caps say. */
    EXACT,
    /** Not fewer than there are. */
    FREEZE_IN,
    /** Not more than there are. */
    FREEZE_OUT;

    /** Tells whether it is about a number, and not about a direction. */
    public boolean hasValue() {
        return this == FLOOR || this == CAP || this == EXACT;
    }
}
