package io.selfscale.testkit;

/** One mistake in the reference function. */
enum Mutation {
    /** The correct one. */
    NONE("", 0),
    CLAMPS_TO_ONE("invariant1CountStaysWithinItsBounds", 1),
    ABSENT_IS_ZERO("invariant2BlindnessNeverScalesIn", 2),
    SILENT_REPLICAS_ARE_IDLE("invariant2BlindnessNeverScalesIn", 2),
    NAN_IS_ZERO("invariant15GarbageIsNeverActedOn", 15),
    THROWS_ON_GARBAGE("invariant15GarbageIsNeverActedOn", 15),
    UNREADABLE_INVENTORY_IS_EMPTY("invariant15GarbageIsNeverActedOn", 15),
    SHRINKS_UNDER_OVERLOAD("invariant3GreaterLoadNeverGivesFewer", 3),
    PROPORTIONAL_PLUS_TWO("invariant4TwiceTheReplicasGiveTwiceTheCount", 4),
    TRUSTS_THE_FIRST_REPLICA("invariant5OrderAndForeignReplicasChangeNothing", 5),
    AVERAGES_FOREIGN_SAMPLES("invariant5OrderAndForeignReplicasChangeNothing", 5),
    COUNTS_ENDED_REPLICAS("invariant5OrderAndForeignReplicasChangeNothing", 5),
    NEVER_RESTS("invariant7ConstantLoadComesToRest", 7),
    USES_THE_WALL_CLOCK("invariant9WallClockJumpsChangeNothing", 9),
    REMEMBERS_ON_THE_SIDE("invariant10ReplayGivesTheSameDecisions", 10),
    SNAPSHOT_LOSES_THE_WINDOW("invariant10ReplayGivesTheSameDecisions", 10),
    RESTART_FORGETS_THE_WINDOW("invariant10RestartIsNeitherEagerNorForgetful", 10),
    RESTART_FORGETS_THE_LEDGER("invariant10RestartIsNeitherEagerNorForgetful", 11),
    RESTART_REUSES_ORDER_IDS("invariant10RestartIsNeitherEagerNorForgetful", 10),
    IGNORES_WHAT_IS_ORDERED("invariant11ReplicasOnTheirWayAreCountedOnce", 11),
    COUNTS_IN_FLIGHT_TWICE("invariant11ReplicasOnTheirWayAreCountedOnce", 11),
    ORDERS_TOO_LITTLE("invariant11ReplicasOnTheirWayAreCountedOnce", 11);

    private final String property;
    private final int invariant;

    Mutation(String property, int invariant) {
        this.property = property;
        this.invariant = invariant;
    }

    /** Returns the property that has to find the mistake. */
    String property() {
        return property;
    }

    /** Returns the number of the invariant that it breaks. */
    int invariant() {
        return invariant;
    }
}
