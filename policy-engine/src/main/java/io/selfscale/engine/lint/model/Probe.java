package io.selfscale.engine.lint.model;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks policies for their thresholds by letting them propose: the evidence of a proposal tells what it was held against. */
final class Probe {

    private Probe() {}

    /** Returns a threshold of each signal that turns up in evidence, that for scaling out where there are two. */
    static Map<Signal, Double> thresholds(ScalingSpec model, Work work) {
        Plant plant = new Plant(model, References.of(model, Map.of()));
        ModelRun run =
                ModelRun.startingAt(model, plant, Math.max(1, model.target().min()));
        Map<Signal, Double> seen = new LinkedHashMap<>();
        Duration quiet = ModelSpec.quiet(model);
        while (run.nanos() < quiet.toNanos() && work.take(run.requested())) {
            Decision decision = run.tick(0.7);
            for (PolicyProposal item : decision.proposals()) {
                item.proposal().evidence().stream()
                        .filter(Probe::isOutward)
                        .forEach(evidence -> seen.put(evidence.signal(), evidence.threshold()));
            }
        }
        return seen;
    }

    private static boolean isOutward(Evidence evidence) {
        boolean outward = evidence.comparison() == Comparison.TARGET
                || evidence.comparison() == Comparison.ABOVE
                || evidence.comparison() == Comparison.NOT_ABOVE;
        return outward && evidence.threshold() > 0;
    }
}
