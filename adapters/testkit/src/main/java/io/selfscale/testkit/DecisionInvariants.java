package io.selfscale.testkit;

/**
 * All invariants, as properties over one decision function: implement {@link #subject} in a test class, and its name
 * should end in {@code Properties}.
 *
 * <pre>{@code
 * class MyPolicyProperties implements DecisionInvariants<MyState> {
 *     public DecisionSubject<MyState> subject(TargetSetup setup) {
 *         return new MySubject(setup);
 *     }
 * }
 * }</pre>
 *
 * <p>Each property is tried as often as jqwik is configured to ({@code jqwik.tries.default}, 1,000 by default); a try
 * costs a few dozen decisions. Failures report the seed and the shrunk world. A single group can be implemented by
 * itself, and a property can be overridden, for instance to be tried less often.
 *
 * @param <S> the state of the decision function
 */
public interface DecisionInvariants<S>
        extends SafetyInvariants<S>,
                LoadInvariants<S>,
                IndifferenceInvariants<S>,
                PaceInvariants<S>,
                ContinuityInvariants<S> {}
