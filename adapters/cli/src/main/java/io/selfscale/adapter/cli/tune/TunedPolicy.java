package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Policies;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.tune.Parameter;
import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.adapter.yaml.PolicyFile;
import io.selfscale.adapter.yaml.PolicyReader;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.engine.lint.Lint;
import io.selfscale.engine.lint.LintFinding;
import io.selfscale.engine.lint.Severity;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import java.util.List;
import java.util.Optional;

/**
 * A policy with what can be changed in it. Safe for concurrent use.
 *
 * @param text the file
 * @param knobs what can be changed; copied
 * @param known makes contenders of specifications
 * @param pools pools that it states; empty if none; copied
 * @param refusals counts why changes of it are refused
 */
record TunedPolicy(PolicyText text, List<Knob> knobs, Policies known, List<PoolSpec> pools, Refusals refusals) {

    TunedPolicy {
        knobs = List.copyOf(knobs);
        pools = List.copyOf(pools);
    }

    TunedPolicy(PolicyText text, List<Knob> knobs, Policies known, List<PoolSpec> pools) {
        this(text, knobs, known, pools, new Refusals());
    }

    String name() {
        return text.name();
    }

    List<Parameter> parameters() {
        return knobs.stream().map(Knob::parameter).toList();
    }

    /** Tells whether a file with these values reads well, and lint finds no error in it without its model check. */
    boolean isAllowed(Point point) {
        PolicyFile file = PolicyReader.read(text.name(), text.with(knobs, point));
        Optional<Finding> error =
                file.findings().stream().filter(Finding::isError).findFirst();
        if (error.isPresent() || file.documents().size() != 1) {
            refusals.count(error.map(Finding::code).orElse("UNREADABLE"));
            return false;
        }
        return isWithoutErrors(Lint.checkNumbers(file.documents().get(0).spec()));
    }

    /** Tells whether lint finds no error in a file with these values, which must be allowed. Takes up to a second. */
    boolean isSound(Point point) {
        return isWithoutErrors(Lint.check(spec(point)));
    }

    private boolean isWithoutErrors(List<LintFinding> findings) {
        Optional<LintFinding> error = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst();
        error.ifPresent(finding -> refusals.count(finding.code()));
        return error.isEmpty();
    }

    /** Returns the policy with these values, which must be allowed. */
    Contender contender(Point point) {
        return known.of(text.name(), spec(point)).contender();
    }

    private ScalingSpec spec(Point point) {
        ScalingSpec spec = PolicyText.spec(text.name(), text.with(knobs, point));
        if (spec == null) {
            throw new IllegalStateException("not a policy any more: " + point);
        }
        return spec;
    }
}
