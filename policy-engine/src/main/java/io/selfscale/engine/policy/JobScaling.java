package io.selfscale.engine.policy;

import io.selfscale.engine.keda.JobDecision;
import io.selfscale.engine.keda.JobDemand;
import io.selfscale.engine.keda.JobStrategy;
import io.selfscale.engine.keda.JobTrigger;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Starts jobs for the items of queues, as a KEDA {@code ScaledJob} does (semantics section 3). A replica is a job: it
 * takes work until there is none, or one item, and ends by itself. Running jobs are the replicas that are ready or on
 * their way, pending ones those that are on their way; the bounds of the target are the jobs that must always run and
 * the most that may.
 *
 * <p>It wants the jobs there are and the new ones. A job that runs is never stopped for it: where nothing is to be
 * started it vetoes scaling in, whatever other policies measure, since the engine cannot know how far a job has come.
 * Only the count falls, when jobs have ended: wanting fewer than were requested then means that those that ended are not
 * started again, and stops none.
 *
 * <p>While the inventory cannot be read nothing is started: KEDA takes an unreadable listing for an empty one, and starts
 * everything a second time. A queue that cannot be read asks for nothing; the others may still ask for jobs, unless the
 * calculation is {@link JobDemand.Calculation#MIN} or {@link JobDemand.Calculation#AVERAGE}, where the missing one could
 * only have meant fewer.
 *
 * <p>Evaluated at every tick, so that jobs that end are noticed before the engine replaces them. Immutable; each method
 * returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param queues what asks for jobs, at least one; copied
 * @param strategy how running and pending jobs enter
 * @param calculation how several queues become one figure
 */
public record JobScaling(String name, List<Queue> queues, JobStrategy strategy, JobDemand.Calculation calculation)
        implements StatelessPolicy {

    /**
     * A queue that asks for jobs.
     *
     * @param signal items that wait; a {@link SignalKind#TOTAL}
     * @param itemsPerJob items that one job is started for, positive
     * @param activation items above which the queue counts, at least 0
     */
    public record Queue(Signal signal, double itemsPerJob, double activation) {
        public Queue {
            if (signal.kind() != SignalKind.TOTAL) {
                throw new IllegalArgumentException("jobs need a TOTAL signal but " + signal + " is " + signal.kind());
            }
            if (!(itemsPerJob > 0) || !Double.isFinite(itemsPerJob)) {
                throw new IllegalArgumentException(
                        "items per job of " + signal + " must be positive but were " + itemsPerJob);
            }
            if (!(activation >= 0) || !Double.isFinite(activation)) {
                throw new IllegalArgumentException(
                        "the activation of " + signal + " must be at least 0 but was " + activation);
            }
        }
    }

    public JobScaling {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(calculation, "calculation");
        queues = List.copyOf(queues);
        if (queues.isEmpty()) {
            throw new IllegalArgumentException("job scaling needs at least one queue but had none");
        }
    }

    /** Returns a policy that starts a job for so many items of one queue, by KEDA's default strategy. */
    public static JobScaling on(Signal queue, double itemsPerJob) {
        return new JobScaling(
                queue.name(),
                List.of(new Queue(queue, itemsPerJob, 0)),
                JobStrategy.standard(),
                JobDemand.Calculation.MAX);
    }

    /** Returns this with one more queue, which counts from its first item on. */
    public JobScaling and(Signal queue, double itemsPerJob) {
        List<Queue> more = new ArrayList<>(queues);
        more.add(new Queue(queue, itemsPerJob, 0));
        return new JobScaling(name, more, strategy, calculation);
    }

    /** Returns this with another strategy; {@link JobStrategy#standard()} by default. */
    public JobScaling by(JobStrategy strategy) {
        return new JobScaling(name, queues, strategy, calculation);
    }

    /** Returns this combining several queues otherwise; the longest counts by default. */
    public JobScaling combining(JobDemand.Calculation calculation) {
        return new JobScaling(name, queues, strategy, calculation);
    }

    /** Returns this under another name; the first queue's by default. */
    public JobScaling named(String name) {
        return new JobScaling(name, queues, strategy, calculation);
    }

    @Override
    public Set<Signal> signals() {
        return queues.stream().map(Queue::signal).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    /** Returns what the queues ask for. */
    public JobDemand demand(List<JobTrigger> triggers, long min, long max) {
        return JobDemand.of(calculation, triggers, min, max);
    }

    /** Returns how many jobs to start for a demand; see {@link JobDecision#of}. */
    public JobDecision decide(JobDemand demand, long running, long pending, long min, long max) {
        return JobDecision.of(strategy, demand, running, pending, min, max);
    }

    @Override
    public Proposal propose(View view) {
        if (!view.isInventoryKnown()) {
            return Proposal.vetoIn(
                    ReasonCode.INVENTORY_UNKNOWN, "nothing is started while the jobs that run are not known");
        }
        List<JobTrigger> triggers = new ArrayList<>(queues.size());
        List<Evidence> evidence = new ArrayList<>(queues.size());
        Signal blind = null;
        for (Queue queue : queues) {
            if (view.current(queue.signal()) instanceof Sample.Fresh fresh) {
                triggers.add(new JobTrigger(fresh.value(), queue.itemsPerJob(), fresh.value() > queue.activation()));
                evidence.add(evidence(queue, fresh.value()));
            } else if (blind == null) {
                blind = queue.signal();
            }
        }
        if (blind != null && (triggers.isEmpty() || !isLowerBound())) {
            return AbsentSignal.veto(view, blind);
        }
        return propose(view, triggers, evidence, blind);
    }

    private Proposal propose(View view, List<JobTrigger> triggers, List<Evidence> evidence, @Nullable Signal blind) {
        long pending = view.inFlight();
        long running = view.ready() + pending;
        JobDemand demand = demand(triggers, view.min(), view.max());
        JobDecision decision = decide(demand, running, pending, view.min(), view.max());
        int wanted = (int) Math.min(Integer.MAX_VALUE, running + (demand.active() ? decision.newJobs() : 0));
        if (wanted == view.requested()) {
            return Proposal.vetoIn(
                    ReasonCode.JOBS, "a job that runs is not stopped", evidence.toArray(new Evidence[0]));
        }
        if (wanted < view.requested() && blind != null) {
            return AbsentSignal.veto(view, blind);
        }
        return Proposal.scale(wanted, ReasonCode.JOBS, evidence.toArray(new Evidence[0]));
    }

    /** Tells whether queues that are not known could only have asked for more. */
    private boolean isLowerBound() {
        return calculation == JobDemand.Calculation.MAX || calculation == JobDemand.Calculation.SUM;
    }

    private static Evidence evidence(Queue queue, double items) {
        return new Evidence(queue.signal(), "waiting", items, Comparison.TARGET, queue.itemsPerJob(), Duration.ZERO, 1);
    }
}
