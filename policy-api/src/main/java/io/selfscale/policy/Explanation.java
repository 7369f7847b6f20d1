package io.selfscale.policy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Renders a decision as text for a person. */
final class Explanation {

    private Explanation() {}

    static String of(Decision decision) {
        StringBuilder text = new StringBuilder(512);
        summary(text, decision);
        seen(text, decision.seen());
        for (PolicyProposal proposal : decision.proposals()) {
            line(text, "policy", proposal.policy() + ": " + describe(proposal.proposal()));
        }
        Combination combination = decision.combination();
        line(
                text,
                "combined",
                combination.replicas() + ", " + combination.reason().phrase() + decidedBy(combination.deciders()));
        for (ConstraintEffect effect : decision.constraints()) {
            line(text, "limited", describe(effect));
        }
        ConstraintEffect binding = decision.binding();
        line(text, "bound by", binding == null ? "nothing" : binding.constraint());
        line(text, "replicas", describe(decision.capacity()));
        for (Order order : decision.orders()) {
            line(text, "order", describe(order));
        }
        notes(text, decision.notes());
        return text.toString();
    }

    private static void notes(StringBuilder text, Decision.Notes notes) {
        if (notes.serviceLevel().isDegraded()) {
            ServiceLevel level = notes.serviceLevel();
            line(text, "service", "level " + level.rung() + ", " + level.name());
        }
        if (notes.phase() != Decision.Phase.ACTIVE) {
            line(text, "phase", notes.phase().name().toLowerCase(Locale.ROOT));
        }
        for (Decision.Alarm alarm : notes.alarms()) {
            line(text, "alarm", alarm.reason().phrase() + detail(alarm.detail()));
        }
        for (Decision.Shadow shadow : notes.shadows()) {
            line(
                    text,
                    "shadow",
                    shadow.proposal().policy() + " would make it " + shadow.replicas() + ": "
                            + describe(shadow.proposal().proposal()));
        }
    }

    private static void summary(StringBuilder text, Decision decision) {
        text.append(decision.stamp().wallTime().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(decision.stamp().target())
                .append(": ");
        if (decision.direction() == Direction.NONE) {
            text.append("stays at ").append(decision.to());
        } else {
            text.append(decision.from())
                    .append(" -> ")
                    .append(decision.to())
                    .append(decision.direction() == Direction.OUT ? " (out)" : " (in)");
        }
        text.append(", ").append(decision.reason().phrase());
        ConstraintEffect binding = decision.binding();
        if (binding == null) {
            text.append(decidedBy(decision.combination().deciders()));
        }
    }

    private static void seen(StringBuilder text, List<SignalState> seen) {
        for (SignalState state : seen) {
            Signal signal = state.signal();
            StringBuilder value = new StringBuilder(signal.name()).append(' ').append(describe(signal, state.sample()));
            if (state.expected() > 0) {
                value.append(", ")
                        .append(state.reporting())
                        .append(" of ")
                        .append(state.expected())
                        .append(" ready replicas reporting");
            }
            line(text, "seen", value.toString());
        }
    }

    private static String describe(Signal signal, Sample sample) {
        if (sample instanceof Sample.Fresh fresh) {
            return value(signal, fresh.value());
        }
        if (sample instanceof Sample.Stale stale) {
            return value(signal, stale.value()) + " (stale, " + duration(stale.age()) + " old)";
        }
        if (sample instanceof Sample.Absent absent) {
            return "absent (" + absent.reason() + ")";
        }
        throw new AssertionError(sample);
    }

    private static String describe(Proposal proposal) {
        String why = proposal.reason().phrase() + evidence(proposal.evidence());
        if (proposal instanceof Proposal.Scale scale) {
            return "wants " + scale.replicas() + ", " + why;
        }
        if (proposal instanceof Proposal.Hold) {
            return "holds, " + why;
        }
        if (proposal instanceof Proposal.Bounds bounds) {
            return describe(bounds) + ", " + why + detail(bounds.detail());
        }
        if (proposal instanceof Proposal.Abstention abstention) {
            return "abstains, " + why + detail(abstention.detail());
        }
        if (proposal instanceof Proposal.Veto veto) {
            return (veto.direction() == Direction.IN ? "vetoes scale-in, " : "vetoes scale-out, ")
                    + why
                    + detail(veto.detail());
        }
        throw new AssertionError(proposal);
    }

    private static String describe(Proposal.Bounds bounds) {
        String urgent = bounds.urgent() ? " urgently" : "";
        if (bounds.floor() == bounds.cap()) {
            return "wants exactly " + bounds.floor() + urgent;
        }
        if (bounds.cap() == Integer.MAX_VALUE) {
            return "wants at least " + bounds.floor() + urgent;
        }
        return bounds.floor() == 0
                ? "wants at most " + bounds.cap()
                : "wants " + bounds.floor() + " to " + bounds.cap() + urgent;
    }

    private static String evidence(List<Evidence> evidence) {
        StringBuilder text = new StringBuilder();
        for (Evidence item : evidence) {
            text.append(text.isEmpty() ? ": " : "; ")
                    .append(item.signal().name())
                    .append(' ')
                    .append(item.statistic())
                    .append(' ')
                    .append(value(item.signal(), item.value()))
                    .append(' ')
                    .append(item.comparison().symbol())
                    .append(' ')
                    .append(value(item.signal(), item.threshold()));
            if (!item.window().isZero()) {
                text.append(" over ").append(duration(item.window()));
                text.append(String.format(Locale.ROOT, " (%.0f %% covered)", 100 * item.coverage()));
            }
        }
        return text.toString();
    }

    private static String describe(ConstraintEffect effect) {
        return effect.constraint()
                + ": "
                + effect.before()
                + " -> "
                + effect.after()
                + ", "
                + effect.reason().phrase()
                + remaining(effect.remaining())
                + detail(effect.detail());
    }

    private static String describe(Capacity capacity) {
        Demand demand = capacity.demand();
        return capacity.ready()
                + " ready, "
                + capacity.inFlight()
                + " in flight, "
                + capacity.draining()
                + " draining"
                + (demand == null
                        ? ""
                        : "; need " + demand.need() + " for " + number(demand.perSecond()) + "/s at "
                                + number(demand.capacityPerReplica()) + "/s each");
    }

    private static String describe(Order order) {
        if (order instanceof Order.Start start) {
            return "start " + start.count() + " in pool " + start.pool() + " (" + start.id() + ")";
        }
        if (order instanceof Order.Stop stop) {
            return "stop " + String.join(", ", stop.replicas()) + " in pool " + stop.pool() + " (" + stop.id() + ")";
        }
        throw new AssertionError(order);
    }

    private static String decidedBy(List<String> deciders) {
        return deciders.isEmpty() ? "" : " (" + String.join(", ", deciders) + ")";
    }

    private static String detail(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }

    private static String remaining(@Nullable Duration remaining) {
        return remaining == null ? "" : ", " + duration(remaining) + " left";
    }

    private static String value(Signal signal, double value) {
        return switch (signal.kind()) {
            case RATIO -> number(100 * value) + " %";
            case DURATION -> number(1000 * value) + " ms";
            case TOTAL, PER_REPLICA -> number(value) + " " + signal.unit();
        };
    }

    private static String duration(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return seconds < 120 ? number(seconds) + " s" : number(seconds / 60) + " min";
    }

    /** Returns three significant digits, whole numbers in full, without an exponent or trailing zeros. */
    private static String number(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        int digits = Math.max(3, exact.precision() - exact.scale());
        BigDecimal rounded =
                exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("\n  ").append(String.format(Locale.ROOT, "%-9s", label)).append(value);
    }
}
