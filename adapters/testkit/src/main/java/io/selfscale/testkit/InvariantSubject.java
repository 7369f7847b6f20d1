package io.selfscale.testkit;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/**
 * What every group of invariants needs: the decision function under test, and the worlds to try it in.
 *
 * @param <S> the state of the decision function
 */
public interface InvariantSubject<S> {

    /** Returns the decision function under test, new, for a scaling target. */
    DecisionSubject<S> subject(TargetSetup setup);

    /** Returns the worlds to try it in; see {@link Worlds#scenarios()}. */
    @Provide
    default Arbitrary<Scenario> scenarios() {
        return Worlds.scenarios();
    }

    /** Returns the worlds in which it has to settle; see {@link Worlds#steadyScenarios()}. */
    @Provide
    default Arbitrary<Scenario> steadyScenarios() {
        return Worlds.steadyScenarios();
    }

    /** Returns what disturbs its observations; see {@link Worlds#interferences()}. */
    @Provide
    default Arbitrary<List<Interference>> interferences() {
        return Worlds.interferences();
    }

    /** Returns what hides its signals; see {@link Worlds#blindness()}. */
    @Provide
    default Arbitrary<List<Interference>> blindness() {
        return Worlds.blindness();
    }
}
