package io.selfscale.testkit;

/** The reference function passes every invariant. */
class ReferenceProperties implements DecisionInvariants<ReferenceState> {

    @Override
    public DecisionSubject<ReferenceState> subject(TargetSetup setup) {
        return new ReferenceSubject(setup, Mutation.NONE);
    }
}
