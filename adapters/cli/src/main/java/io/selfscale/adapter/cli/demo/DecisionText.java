package io.selfscale.adapter.cli.demo;

import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A decision in one line, for a list of events; {@link Decision#explain()} is the long form. */
final class DecisionText {

    private DecisionText() {}

    /** Returns what changed and why, such as {@code 1 -> 2, a policy wants more: latency mean 812 ms > 500 ms}. */
    static String oneLine(Decision decision) {
        StringBuilder text = new StringBuilder();
        text.append(decision.from()).append(" -> ").append(decision.to()).append(", ");
        text.append(decision.combination().reason().phrase());
        List<String> deciders = decision.combination().deciders();
        String evidence = decision.proposals().stream()
                .filter(proposal -> deciders.contains(proposal.policy()))
                .map(DecisionText::evidence)
                .filter(item -> !item.isEmpty())
                .collect(Collectors.joining("; "));
        if (!evidence.isEmpty()) {
            text.append(": ").append(evidence);
        }
        ConstraintEffect binding = decision.binding();
        if (binding != null) {
            text.append("; bound by ")
                    .append(binding.constraint())
                    .append(" (")
                    .append(binding.reason().phrase())
                    .append(')');
        }
        return text.toString();
    }

    private static String evidence(PolicyProposal proposal) {
        return proposal.proposal().evidence().stream()
                .map(DecisionText::describe)
                .collect(Collectors.joining(", "));
    }

    private static String describe(Evidence evidence) {
        Signal signal = evidence.signal();
        String over = evidence.window().isZero() ? "" : " over " + seconds(evidence.window());
        return signal.name() + " " + evidence.statistic() + " " + value(signal, evidence.value()) + " "
                + evidence.comparison().symbol() + " " + value(signal, evidence.threshold()) + over;
    }

    private static String value(Signal signal, double value) {
        return switch (signal.kind()) {
            case RATIO -> String.format(Locale.ROOT, "%.0f %%", 100 * value);
            case DURATION -> String.format(Locale.ROOT, "%.0f ms", 1000 * value);
            case TOTAL, PER_REPLICA -> String.format(Locale.ROOT, "%.3g", value);
        };
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3g s", Durations.seconds(duration));
    }
}
