package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;
import io.selfscale.engine.queueing.BacklogDrain;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has as many replicas as keep up with the work that arrives and work a backlog off in time: {@code ceil((arrivals + backlog
 * / drain) / (rate * utilization))} (semantics section 9.8). The total decides and not the backlog per replica, so that new
 * replicas do not make a backlog look small that is as long as before.
 *
 * <p>Fewer replicas are proposed only as far as they would carry {@link SizingSettings#margin()} more. While arrivals or
 * the rate are unknown it vetoes scaling in; while the backlog is, it may still scale out for the arrivals. Immutable; each
 * method returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param backlog the work that waits, and the time to work it off in
 * @param arrivals work per second of the whole target, refused work included; a {@link SignalKind#TOTAL}
 * @param rate work per second of one replica that is never idle
 * @param utilization share of the rate to count on, in (0, 1]
 * @param settings how it looks at arrivals
 */
public record BacklogTime(
        String name, Backlog backlog, Signal arrivals, Rate rate, double utilization, SizingSettings settings)
        implements StatelessPolicy {

    /** Share of the rate to count on, by default. */
    public static final double DEFAULT_UTILIZATION = 0.8;

    /** Where the rate of one replica is known from. */
    public sealed interface Rate {

        /** Returns a rate that is known beforehand, such as {@code slots / serviceSeconds}. */
        static Rate given(double perSecond) {
            return new Given(perSecond);
        }

        /** Returns a rate that is measured. */
        static Rate measured(Signal signal) {
            return new Measured(signal);
        }
    }

    /**
     * A rate that is known beforehand.
     *
     * @param perSecond work per second, positive
     */
    public record Given(double perSecond) implements Rate {
        public Given {
            if (!(perSecond > 0) || !Double.isFinite(perSecond)) {
                throw new IllegalArgumentException("the rate must be positive and finite but was " + perSecond);
            }
        }
    }

    /**
     * A rate that is measured.
     *
     * @param signal what one replica does per second when it is never idle, not what it happens to do; a {@link
     *     SignalKind#PER_REPLICA}
     */
    public record Measured(Signal signal) implements Rate {
        public Measured {
            if (signal.kind() != SignalKind.PER_REPLICA) {
                throw new IllegalArgumentException(
                        "the rate must be a PER_REPLICA signal but " + signal + " is " + signal.kind());
            }
        }
    }

    public BacklogTime {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(backlog, "backlog");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(settings, "settings");
        if (arrivals.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException(
                    "arrivals must be a TOTAL signal but " + arrivals + " is " + arrivals.kind());
        }
        if (!(utilization > 0 && utilization <= 1)) {
            throw new IllegalArgumentException("utilization must be in (0, 1] but was " + utilization);
        }
    }

    /** Returns a policy that works a backlog off in time, named {@code backlog_time}. */
    public static BacklogTime of(Signal backlog, Duration drain, Signal arrivals, Rate rate) {
        return new BacklogTime(
                "backlog_time",
                new Backlog(backlog, drain),
                arrivals,
                rate,
                DEFAULT_UTILIZATION,
                SizingSettings.DEFAULT);
    }

    /** Returns this counting on another share of the rate. */
    public BacklogTime atUtilization(double utilization) {
        return new BacklogTime(name, backlog, arrivals, rate, utilization, settings);
    }

    /** Returns this with other settings. */
    public BacklogTime with(SizingSettings settings) {
        return new BacklogTime(name, backlog, arrivals, rate, utilization, settings);
    }

    /** Returns this under another name. */
    public BacklogTime named(String name) {
        return new BacklogTime(name, backlog, arrivals, rate, utilization, settings);
    }

    @Override
    public Set<SignalWindow> windows() {
        Set<SignalWindow> windows = new LinkedHashSet<>();
        windows.add(new SignalWindow(arrivals, settings.window()));
        if (rate instanceof Measured measured) {
            windows.add(new SignalWindow(measured.signal(), settings.window()));
        }
        return windows;
    }

    @Override
    public Set<Signal> signals() {
        Set<Signal> signals = new LinkedHashSet<>();
        signals.add(arrivals);
        signals.add(backlog.signal());
        if (rate instanceof Measured measured) {
            signals.add(measured.signal());
        }
        return signals;
    }

    @Override
    public Duration period() {
        return settings.period();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public Proposal propose(View view) {
        OfferedWork work = OfferedWork.of(
                view, arrivals, settings.window(), settings.coverage(), backlog.signal(), backlog.drain());
        double capacity = capacity(view);
        double replicas = BacklogDrain.replicas(work.perSecond(), capacity, utilization);
        Proposal veto = work.veto() != null ? work.veto() : rateVeto(view);
        if (!Double.isFinite(replicas)) {
            return veto != null ? veto : Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, "the rate of a replica is zero");
        }
        int needed = Rounding.ceil(replicas);
        Evidence evidence = new Evidence(
                backlog.signal(),
                "arrivals and backlog per second",
                work.perSecond(),
                Comparison.TARGET,
                OfferedWork.finite(view.requested() * capacity * utilization),
                settings.window(),
                1);
        if (needed > view.requested()) {
            return Proposal.scale(needed, ReasonCode.BACKLOG, evidence);
        }
        if (veto != null) {
            return veto;
        }
        int roomy = Rounding.ceil(replicas * (1 + settings.margin()));
        if (roomy < view.requested()) {
            return Proposal.scale(roomy, ReasonCode.BACKLOG, evidence);
        }
        return Proposal.hold(needed < view.requested() ? ReasonCode.CONSOLIDATION_CHECK : ReasonCode.BACKLOG, evidence);
    }

    private double capacity(View view) {
        return rate instanceof Measured measured
                ? OfferedWork.mean(view, measured.signal(), settings.window())
                : ((Given) rate).perSecond();
    }

    private @Nullable Proposal rateVeto(View view) {
        return rate instanceof Measured measured
                ? OfferedWork.veto(view, measured.signal(), settings.window(), settings.coverage())
                : null;
    }
}
