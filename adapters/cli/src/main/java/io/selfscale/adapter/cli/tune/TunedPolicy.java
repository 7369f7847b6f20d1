package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Candidate;
import io.selfscale.adapter.cli.backtest.Policies;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.tune.Parameter;
import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.engine.lint.Lint;
import io.selfscale.engine.lint.Severity;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import java.util.List;

/**
 * A policy with what can be changed in it. Safe for concurrent use.
 *
 * @param text the file
 * @param knobs what can be changed; copied
 * @param known makes contenders of specifications
 * @param pools pools that it states; empty if none; copied
 */
record TunedPolicy(PolicyText text, List<Knob> knobs, Policies known, List<PoolSpec> pools) {

    TunedPolicy {
        knobs = List.copyOf(knobs);
        pools = List.copyOf(pools);
    }

    String name() {
        return text.name();
    }

    List<Parameter> parameters() {
        return knobs.stream().map(Knob::parameter).toList();
    }

    /** Tells whether a file with these values reads well. */
    boolean isAllowed(Point point) {
        return PolicyText.spec(text.name(), text.with(knobs, point)) != null;
    }

    /** Tells whether lint finds no error in a file with these values. Takes up to a second. */
    boolean isSound(Point point) {
        ScalingSpec spec = PolicyText.spec(text.name(), text.with(knobs, point));
        return spec != null && Lint.check(spec).stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Returns the policy with these values, which must be allowed. */
    Contender contender(Point point) {
        ScalingSpec spec = PolicyText.spec(text.name(), text.with(knobs, point));
        if (spec == null) {
            throw new IllegalStateException("not a policy any more: " + point);
        }
        Candidate candidate = known.of(text.name(), spec);
        return candidate.contender();
    }
}
