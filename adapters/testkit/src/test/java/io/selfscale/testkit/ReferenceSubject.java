package io.selfscale.testkit;

import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The reference function, as the properties want it. */
record ReferenceSubject(TargetSetup setup, Mutation mutation) implements DecisionSubject<ReferenceState> {

    @Override
    public DecisionFunction<ReferenceState> function() {
        return new ReferenceFunction(setup, mutation);
    }

    @Override
    public Set<Signal> required() {
        return Set.of(VirtualTarget.UTILIZATION);
    }

    @Override
    public Duration memory() {
        return setup.inWindow();
    }

    @Override
    public String snapshot(ReferenceState state) {
        return (mutation == Mutation.SNAPSHOT_LOSES_THE_WINDOW ? state.withRecommendations(List.of()) : state).encode();
    }

    @Override
    public ReferenceState restore(String text) {
        return ReferenceState.decode(text);
    }

    /** The present size counts as recommended now: nobody saw what happened in between. */
    @Override
    public ReferenceState resume(ReferenceState state, long nanos) {
        List<ReferenceState.Recommendation> recommendations = new ArrayList<>(state.recommendations());
        recommendations.add(new ReferenceState.Recommendation(nanos, Math.max(0, state.requested())));
        return switch (mutation) {
            case RESTART_FORGETS_THE_WINDOW -> state.withRecommendations(List.of());
            case RESTART_FORGETS_THE_LEDGER ->
                state.withRecommendations(recommendations).withoutLedger();
            case RESTART_REUSES_ORDER_IDS ->
                state.withRecommendations(recommendations).withNextOrder(1);
            default -> state.withRecommendations(recommendations);
        };
    }

    @Override
    public boolean isProportional() {
        return true;
    }
}
