package io.selfscale.testkit;

/** The reference function with each of its mutations, as test classes of their own that are run on demand. */
abstract class Mutants implements DecisionInvariants<ReferenceState> {

    private final Mutation mutation;

    Mutants(Mutation mutation) {
        this.mutation = mutation;
    }

    @Override
    public DecisionSubject<ReferenceState> subject(TargetSetup setup) {
        return new ReferenceSubject(setup, mutation);
    }

    static final class None extends Mutants {
        None() {
            super(Mutation.NONE);
        }
    }

    static final class ClampsToOne extends Mutants {
        ClampsToOne() {
            super(Mutation.CLAMPS_TO_ONE);
        }
    }

    static final class AbsentIsZero extends Mutants {
        AbsentIsZero() {
            super(Mutation.ABSENT_IS_ZERO);
        }
    }

    static final class SilentReplicasAreIdle extends Mutants {
        SilentReplicasAreIdle() {
            super(Mutation.SILENT_REPLICAS_ARE_IDLE);
        }
    }

    static final class NanIsZero extends Mutants {
        NanIsZero() {
            super(Mutation.NAN_IS_ZERO);
        }
    }

    static final class ThrowsOnGarbage extends Mutants {
        ThrowsOnGarbage() {
            super(Mutation.THROWS_ON_GARBAGE);
        }
    }

    static final class UnreadableInventoryIsEmpty extends Mutants {
        UnreadableInventoryIsEmpty() {
            super(Mutation.UNREADABLE_INVENTORY_IS_EMPTY);
        }
    }

    static final class ShrinksUnderOverload extends Mutants {
        ShrinksUnderOverload() {
            super(Mutation.SHRINKS_UNDER_OVERLOAD);
        }
    }

    static final class ProportionalPlusTwo extends Mutants {
        ProportionalPlusTwo() {
            super(Mutation.PROPORTIONAL_PLUS_TWO);
        }
    }

    static final class TrustsTheFirstReplica extends Mutants {
        TrustsTheFirstReplica() {
            super(Mutation.TRUSTS_THE_FIRST_REPLICA);
        }
    }

    static final class AveragesForeignSamples extends Mutants {
        AveragesForeignSamples() {
            super(Mutation.AVERAGES_FOREIGN_SAMPLES);
        }
    }

    static final class CountsEndedReplicas extends Mutants {
        CountsEndedReplicas() {
            super(Mutation.COUNTS_ENDED_REPLICAS);
        }
    }

    static final class NeverRests extends Mutants {
        NeverRests() {
            super(Mutation.NEVER_RESTS);
        }
    }

    static final class UsesTheWallClock extends Mutants {
        UsesTheWallClock() {
            super(Mutation.USES_THE_WALL_CLOCK);
        }
    }

    static final class RemembersOnTheSide extends Mutants {
        RemembersOnTheSide() {
            super(Mutation.REMEMBERS_ON_THE_SIDE);
        }
    }

    static final class SnapshotLosesTheWindow extends Mutants {
        SnapshotLosesTheWindow() {
            super(Mutation.SNAPSHOT_LOSES_THE_WINDOW);
        }
    }

    static final class RestartForgetsTheWindow extends Mutants {
        RestartForgetsTheWindow() {
            super(Mutation.RESTART_FORGETS_THE_WINDOW);
        }
    }

    static final class RestartForgetsTheLedger extends Mutants {
        RestartForgetsTheLedger() {
            super(Mutation.RESTART_FORGETS_THE_LEDGER);
        }
    }

    static final class RestartReusesOrderIds extends Mutants {
        RestartReusesOrderIds() {
            super(Mutation.RESTART_REUSES_ORDER_IDS);
        }
    }

    static final class IgnoresWhatIsOrdered extends Mutants {
        IgnoresWhatIsOrdered() {
            super(Mutation.IGNORES_WHAT_IS_ORDERED);
        }
    }

    static final class CountsInFlightTwice extends Mutants {
        CountsInFlightTwice() {
            super(Mutation.COUNTS_IN_FLIGHT_TWICE);
        }
    }

    static final class OrdersTooLittle extends Mutants {
        OrdersTooLittle() {
            super(Mutation.ORDERS_TOO_LITTLE);
        }
    }
}
