package io.selfscale.engine.explain;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds, for each signal of a decision, the nearest value above and below the present one that would have made the count
 * another one. Each answer is what the decision function says when it is asked again: the signal at that value now and in
 * all its windows, everything else as it was.
 *
 * <p>A signal is looked at in steps that grow with the distance, and at every threshold that the decision was held
 * against; between two of those a region where the answer differs and then does not again may be missed. Pure; at most
 * {@value #MOST_EVALUATIONS} decisions per signal.
 */
public final class Counterfactuals {

    /** Decisions that are made per signal, at most. */
    public static final int MOST_EVALUATIONS = 240;

    /** No signal is looked at beyond this: sums of larger values are taken for garbage anyway. */
    private static final double LARGEST = 1e12;

    /** Utilization of more than ten times what was asked for is not looked at. */
    private static final double LARGEST_RATIO = 10;

    private static final int BISECTIONS = 40;
    private static final int DOUBLINGS = 20;
    private static final int HALVINGS = 7;
    private static final double PRECISION = 1e-9;

    private final HeldSignal held;
    private final Signal signal;
    private final Decision decision;
    private final double present;
    private final int presentTo;

    private Counterfactuals(HeldSignal held, Signal signal, Decision decision, double present) {
        this.held = held;
        this.signal = signal;
        this.decision = decision;
        this.present = present;
        this.presentTo = held.at(present).to();
    }

    /**
     * Returns what would have changed the decision that follows from a state and an observation, signal by signal in the
     * order of the specification; nothing for a signal that was absent or of which no value changes it.
     *
     * @param before the state before the decision
     */
    public static List<Counterfactual> of(ScalingSpec spec, State before, Observation observation) {
        Decision decision = Decider.decide(spec, before, observation).decision();
        List<Counterfactual> found = new ArrayList<>();
        for (SignalSpec item : spec.signals()) {
            Signal signal = item.signal();
            Double present = present(decision, signal);
            if (present != null) {
                HeldSignal held = new HeldSignal(spec, before, observation, signal);
                found.addAll(new Counterfactuals(held, signal, decision, present).find());
            }
        }
        return List.copyOf(found);
    }

    /**
     * Returns the count that would have been decided, had {@code signal} held {@code value} now and in all its windows.
     *
     * @param value finite, at least 0, in the unit of the signal
     */
    public static int replicasAt(ScalingSpec spec, State before, Observation observation, Signal signal, double value) {
        return new HeldSignal(spec, before, observation, signal).at(value).to();
    }

    private static @Nullable Double present(Decision decision, Signal signal) {
        for (SignalState state : decision.seen()) {
            if (state.signal().equals(signal)) {
                return state.sample() instanceof Sample.Fresh fresh
                        ? (Double) fresh.value()
                        : state.sample() instanceof Sample.Stale stale ? (Double) stale.value() : null;
            }
        }
        return null;
    }

    private List<Counterfactual> find() {
        List<Counterfactual> found = new ArrayList<>(3);
        if (!isSame(presentTo)) {
            found.add(
                    new Counterfactual(signal, Counterfactual.Side.HELD, present, present, decision.from(), presentTo));
        }
        Counterfactual above = search(Counterfactual.Side.ABOVE, above());
        if (above != null) {
            found.add(above);
        }
        Counterfactual below = search(Counterfactual.Side.BELOW, below());
        if (below != null) {
            found.add(below);
        }
        return found;
    }

    /** Tells whether a count is the one decided, or the one that the present value alone would bring. */
    private boolean isSame(int replicas) {
        return replicas == decision.to();
    }

    private boolean isKnown(int replicas) {
        return isSame(replicas) || replicas == presentTo;
    }

    private @Nullable Counterfactual search(Counterfactual.Side side, Iterable<Double> values) {
        double limit = present;
        for (double value : values) {
            int replicas = held.at(value).to();
            if (!isKnown(replicas)) {
                return narrow(side, limit, value, replicas);
            }
            limit = value;
        }
        return null;
    }

    /** Halves the distance between a value that changes nothing and one that does, and rounds the former. */
    private Counterfactual narrow(Counterfactual.Side side, double same, double different, int replicas) {
        double limit = same;
        double value = different;
        int to = replicas;
        for (int i = 0; i < BISECTIONS && Math.abs(value - limit) > PRECISION * Math.max(value, limit); i++) {
            double middle = limit + (value - limit) / 2;
            int there = held.at(middle).to();
            if (isKnown(there)) {
                limit = middle;
            } else {
                value = middle;
                to = there;
            }
        }
        double round = roundNear(limit);
        boolean isBetween = side == Counterfactual.Side.ABOVE
                ? round >= present && round < different
                : round <= present && round > different;
        if (isBetween && isKnown(held.at(round).to())) {
            double beyond = side == Counterfactual.Side.ABOVE ? round * (1 + 1e-6) : round * (1 - 1e-6);
            int there = held.at(beyond).to();
            if (!isKnown(there)) {
                return new Counterfactual(signal, side, round, beyond, decision.from(), there);
            }
        }
        return new Counterfactual(signal, side, limit, value, decision.from(), to);
    }

    /** Returns a value of six digits at most: a threshold is rather 0.7 than 0.69999999. */
    private static double roundNear(double value) {
        return new BigDecimal(value).round(new MathContext(6)).doubleValue();
    }

    private Iterable<Double> above() {
        double largest = signal.kind() == SignalKind.RATIO ? LARGEST_RATIO : LARGEST;
        TreeSet<Double> values = new TreeSet<>(thresholds());
        double unit = Math.max(present, values.isEmpty() ? 1 : Math.max(1e-6, values.last()));
        for (int i = -HALVINGS; i <= DOUBLINGS; i++) {
            values.add(present + Math.scalb(unit, i));
        }
        return values.tailSet(present, /* inclusive= */ false).headSet(largest, /* inclusive= */ true);
    }

    private Iterable<Double> below() {
        TreeSet<Double> values = new TreeSet<>(thresholds());
        for (int i = 1; i <= HALVINGS; i++) {
            values.add(present - Math.scalb(present, -i));
        }
        for (int i = 2; i <= DOUBLINGS; i++) {
            values.add(Math.scalb(present, -i));
        }
        values.add(0.0);
        return values.headSet(present, /* inclusive= */ false).descendingSet();
    }

    /** Returns what the decision was held against for this signal, and values close to it on both sides. */
    private List<Double> thresholds() {
        List<Double> values = new ArrayList<>();
        decision.proposals().forEach(item -> {
            for (Evidence evidence : item.proposal().evidence()) {
                if (evidence.signal().equals(signal)) {
                    values.add(evidence.threshold() * (1 - 1e-6));
                    values.add(evidence.threshold());
                    values.add(evidence.threshold() * (1 + 1e-6));
                }
            }
        });
        values.removeIf(value -> value < 0);
        return values;
    }
}
