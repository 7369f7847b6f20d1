package io.selfscale.engine.spec;

/** What happens when somebody else changes the number of replicas. */
public enum OutsideChange {
    /** An alarm is raised, and the count that was decided is restored. */
    ALARM,
    /**
     * The count found becomes the requested one, and is decided upon from there; for stabilization windows it counts as
     * recommended at that moment.
     */
    ADOPT,
    /** Nothing is changed or ordered until a person lifts the hold {@value #HOLD_ID}. */
    HOLD;

    /** The id under which a hold after an outside change can be lifted. */
    public static final String HOLD_ID = "outside-change";
}
