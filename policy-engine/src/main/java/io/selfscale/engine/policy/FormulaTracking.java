package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.engine.expression.Expression;
import io.selfscale.engine.expression.Outcome;
import io.selfscale.engine.hpa.Recommendation;
import io.selfscale.engine.hpa.ReplicaCalculator;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes one number of several signals by a formula, and a number of replicas of that: the composite metric of a KEDA
 * {@code scalingModifiers} formula, which replaces the metrics of its triggers and has a target of its own (semantics
 * section 3), or the replicas themselves.
 *
 * <p>An input is the present value of its signal over the whole target. A signal that is absent or stale makes the
 * outcome absent unless the formula says what counts instead ({@code queue ?? 0}). Without an outcome, or with a
 * negative one, there is no opinion on scaling out, and a veto of scaling in. Immutable; each method returns a changed
 * copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param formula what is computed
 * @param inputs the signal of each input of the formula, and no others; copied in order
 * @param goal what the outcome means
 * @param tolerance distance from a target without a change
 * @param period how often it is evaluated; zero for at every tick
 */
public record FormulaTracking(
        String name, Expression formula, Map<String, Signal> inputs, Goal goal, Tolerance tolerance, Duration period)
        implements StatelessPolicy {

    /** What the outcome of a formula means. */
    public sealed interface Goal {

        /** The replicas wanted, rounded up. An explicit number, so no tolerance applies. */
        record Replicas() implements Goal {}

        /**
         * A total, of which each replica is to have this much: {@code ceil(outcome / target)}.
         *
         * @param target positive
         */
        record AverageValue(double target) implements Goal {
            public AverageValue {
                requirePositive(target);
            }
        }

        /**
         * A value that halves when the replicas double, to be brought to the target in proportion.
         *
         * @param target positive
         */
        record Value(double target) implements Goal {
            public Value {
                requirePositive(target);
            }
        }

        private static void requirePositive(double target) {
            if (!(target >= 0.001) || !Double.isFinite(target)) {
                throw new IllegalArgumentException("the target of a formula must be at least 0.001 but was " + target);
            }
        }
    }

    public FormulaTracking {
        Objects.requireNonNull(formula, "formula");
        Objects.requireNonNull(goal, "goal");
        Objects.requireNonNull(tolerance, "tolerance");
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a policy must not be blank");
        }
        for (String input : formula.inputs()) {
            if (!inputs.containsKey(input)) {
                throw new IllegalArgumentException("every input of formula '" + formula + "' must be a signal but "
                        + input + " is none of " + inputs.keySet());
            }
        }
        for (String input : inputs.keySet()) {
            if (!formula.inputs().contains(input)) {
                throw new IllegalArgumentException(
                        "every signal must occur in formula '" + formula + "' but " + input + " does not");
            }
        }
        if (period.isNegative()) {
            throw new IllegalArgumentException("period must not be negative but was " + period);
        }
    }

    /** Returns a policy whose formula, over signals by their names, gives the replicas. */
    public static FormulaTracking replicas(String name, String formula, Signal... signals) {
        return of(name, formula, new Goal.Replicas(), signals);
    }

    /** Returns a policy whose formula, over signals by their names, gives a total to be divided by a target. */
    public static FormulaTracking averageValue(String name, String formula, double target, Signal... signals) {
        return of(name, formula, new Goal.AverageValue(target), signals);
    }

    /** Returns a policy whose formula, over signals by their names, gives a value to be brought to a target. */
    public static FormulaTracking value(String name, String formula, double target, Signal... signals) {
        return of(name, formula, new Goal.Value(target), signals);
    }

    private static FormulaTracking of(String name, String formula, Goal goal, Signal... signals) {
        Map<String, Signal> inputs = new LinkedHashMap<>();
        for (Signal signal : signals) {
            inputs.put(signal.name(), signal);
        }
        return new FormulaTracking(
                name, Expression.parse(formula), inputs, goal, Tolerance.DEFAULT, TargetTracking.DEFAULT_PERIOD);
    }

    /** Returns this evaluated once in each period; 15 s by default. */
    public FormulaTracking every(Duration period) {
        return new FormulaTracking(name, formula, inputs, goal, tolerance, period);
    }

    /** Returns this with another tolerance; 10 % in both directions by default. */
    public FormulaTracking within(Tolerance tolerance) {
        return new FormulaTracking(name, formula, inputs, goal, tolerance, period);
    }

    @Override
    public Set<Signal> signals() {
        return Set.copyOf(inputs.values());
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public Proposal propose(View view) {
        Outcome outcome = formula.evaluate(input -> value(view, input));
        if (outcome instanceof Outcome.Absent absent) {
            return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, absent.reason());
        }
        double value = ((Outcome.Known) outcome).value();
        if (value < 0) {
            return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, "'" + formula + "' is negative: " + value);
        }
        ReplicaCalculator calculator = new ReplicaCalculator(tolerance);
        if (goal instanceof Goal.Replicas) {
            int replicas = Rounding.ceil(value);
            return Proposal.scale(replicas, ReasonCode.PROPORTIONAL, evidence(value, replicas));
        }
        if (goal instanceof Goal.AverageValue average) {
            return proposal(
                    calculator.averageValue(view.requested(), milli(value), milli(average.target())),
                    evidence(value, average.target()));
        }
        if (goal instanceof Goal.Value single) {
            return proposal(
                    calculator.value(view.requested(), milli(value), milli(single.target()), view.ready()),
                    evidence(value, single.target()));
        }
        throw new AssertionError(goal);
    }

    private Outcome value(View view, String input) {
        Signal signal = Objects.requireNonNull(inputs.get(input));
        Sample sample = view.current(signal);
        if (sample instanceof Sample.Fresh fresh) {
            return Outcome.of(fresh.value());
        }
        return Outcome.absent(signal + " is " + (sample instanceof Sample.Absent absent ? absent.reason() : "too old"));
    }

    private static Proposal proposal(Recommendation recommendation, Evidence evidence) {
        return switch (recommendation.outcome()) {
            case WITHIN_TOLERANCE -> Proposal.hold(ReasonCode.WITHIN_TOLERANCE, evidence);
            case ASSUMPTIONS_CANCEL -> Proposal.hold(ReasonCode.ASSUMPTIONS_CANCEL, evidence);
            case PROPORTIONAL ->
                Proposal.scale(Math.max(0, recommendation.replicas()), ReasonCode.PROPORTIONAL, evidence);
            case FAILED ->
                Proposal.vetoIn(
                        ReasonCode.SIGNAL_ABSENT, Objects.requireNonNullElse(recommendation.error(), ""), evidence);
        };
    }

    private Evidence evidence(double value, double target) {
        String unit = goal instanceof Goal.Replicas ? "replicas" : "units";
        return new Evidence(
                Signal.total("formula", unit), formula.toString(), value, Comparison.TARGET, target, Duration.ZERO, 1);
    }

    private static long milli(double value) {
        return Math.round(value * 1000);
    }
}
