package io.selfscale.engine.policy;

import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.Sizing;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.Policy;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has the smallest size at which a share of requests waits at most so long, by a model of how replicas serve (semantics
 * section 9.9): sizing for an objective by queueing. The size follows from the work that arrives and not from how busy
 * replicas are, so that one long request moves nothing, and replicas on their way are never ordered twice.
 *
 * <p>Fewer replicas are proposed only as far as they would keep the objective with {@link SizingSettings#margin()} more
 * work; this contains the consolidation check (semantics section 6.1), and a constant load comes to rest after one change.
 * If no allowed size keeps the objective, the largest is proposed, with {@link ReasonCode#OBJECTIVE_INFEASIBLE}. While
 * arrivals are unknown it vetoes scaling in.
 *
 * <p>Immutable; each method returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param arrivals requests per second of the whole target, refused ones included; a {@link SignalKind#TOTAL}
 * @param backlog requests that wait and are to be worked off beside, or null
 * @param model how replicas serve
 * @param learning how to learn that better while it runs, or null for not at all; while too little is learned, proposals
 *     follow {@code model} and say {@link ReasonCode#LEARNING}
 * @param objective what to keep
 * @param settings how it looks at arrivals
 */
public record ObjectiveSizing(
        String name,
        Signal arrivals,
        @Nullable Backlog backlog,
        ServiceModel model,
        @Nullable ServiceLearning learning,
        WaitObjective objective,
        SizingSettings settings)
        implements Policy<ServiceRegression> {

    public ObjectiveSizing {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(settings, "settings");
        if (arrivals.kind() != SignalKind.TOTAL) {
            throw new IllegalArgumentException(
                    "arrivals must be a TOTAL signal but " + arrivals + " is " + arrivals.kind());
        }
        if (learning != null && learning.occupancy() == null && model instanceof ServiceModel.BatchingServer) {
            throw new IllegalArgumentException("learning a batching server needs an occupancy signal beside "
                    + learning.serviceTime() + ": its service time depends on it");
        }
    }

    /** Returns a sizing for an objective by a given model, named {@code objective}. */
    public static ObjectiveSizing of(Signal arrivals, ServiceModel model, WaitObjective objective) {
        return new ObjectiveSizing("objective", arrivals, null, model, null, objective, SizingSettings.DEFAULT);
    }

    /** Returns this working off a backlog as well. */
    public ObjectiveSizing draining(Signal backlog, Duration drain) {
        return new ObjectiveSizing(name, arrivals, new Backlog(backlog, drain), model, learning, objective, settings);
    }

    /** Returns this learning how replicas serve. */
    public ObjectiveSizing learning(ServiceLearning learning) {
        return new ObjectiveSizing(name, arrivals, backlog, model, learning, objective, settings);
    }

    /** Returns this with other settings. */
    public ObjectiveSizing with(SizingSettings settings) {
        return new ObjectiveSizing(name, arrivals, backlog, model, learning, objective, settings);
    }

    /** Returns this under another name. */
    public ObjectiveSizing named(String name) {
        return new ObjectiveSizing(name, arrivals, backlog, model, learning, objective, settings);
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of(new SignalWindow(arrivals, settings.window()));
    }

    @Override
    public Set<Signal> signals() {
        Set<Signal> signals = new LinkedHashSet<>();
        signals.add(arrivals);
        if (backlog != null) {
            signals.add(backlog.signal());
        }
        if (learning != null) {
            signals.add(learning.serviceTime());
            Signal occupancy = learning.occupancy();
            if (occupancy != null) {
                signals.add(occupancy);
            }
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
    public ServiceRegression initialMemory() {
        return ServiceRegression.NOTHING;
    }

    @Override
    public MemoryCodec<ServiceRegression> memoryCodec() {
        return ServiceRegression.codec();
    }

    @Override
    public PolicyResult<ServiceRegression> propose(View view, ServiceRegression memory) {
        if (learning == null) {
            return new PolicyResult<>(size(view, model, ReasonCode.OBJECTIVE), memory);
        }
        ServiceRegression learned = learning.learn(view, model, memory);
        ServiceModel better = learning.model(model, learned);
        Proposal proposal =
                better == null ? size(view, model, ReasonCode.LEARNING) : size(view, better, ReasonCode.OBJECTIVE);
        return new PolicyResult<>(proposal, learned);
    }

    private Proposal size(View view, ServiceModel serving, ReasonCode reason) {
        OfferedWork work = OfferedWork.of(
                view,
                arrivals,
                settings.window(),
                settings.coverage(),
                backlog == null ? null : backlog.signal(),
                backlog == null ? settings.window() : backlog.drain());
        Proposal veto = work.veto();
        if (!Double.isFinite(work.perSecond())) {
            return veto != null ? veto : Proposal.vetoIn(ReasonCode.WINDOW_NOT_COVERED, arrivals + " has no mean");
        }
        Sizing needed = objective.size(serving, work.perSecond(), view.min(), view.max());
        Evidence evidence = evidence(serving, work.perSecond(), needed);
        ReasonCode why = needed.feasible() ? reason : ReasonCode.OBJECTIVE_INFEASIBLE;
        // What is seen may call for more even while something else is not seen; it is never enough to call for less.
        if (needed.replicas() > view.requested()) {
            return Proposal.scale(needed.replicas(), why, evidence);
        }
        if (veto != null) {
            return veto;
        }
        if (!needed.feasible()) {
            return Proposal.scale(needed.replicas(), why, evidence);
        }
        double more = work.perSecond() * (1 + settings.margin());
        Sizing roomy = objective.size(serving, more, view.min(), view.max());
        if (roomy.feasible() && roomy.replicas() < view.requested()) {
            return Proposal.scale(roomy.replicas(), why, evidence);
        }
        return needed.replicas() < view.requested()
                ? Proposal.hold(ReasonCode.CONSOLIDATION_CHECK, evidence)
                : Proposal.hold(why, evidence);
    }

    /** Work per second against what the size serves at the largest utilization. */
    private Evidence evidence(ServiceModel serving, double perSecond, Sizing sizing) {
        double served = sizing.replicas() * serving.capacityPerReplica() * objective.maxUtilization();
        return new Evidence(
                arrivals,
                "arrivals and backlog",
                perSecond,
                Comparison.TARGET,
                OfferedWork.finite(served),
                settings.window(),
                1);
    }
}
