package io.selfscale.engine.policy;

import io.selfscale.engine.hpa.Pod;
import io.selfscale.engine.hpa.PodGroups;
import io.selfscale.engine.hpa.PodSample;
import io.selfscale.engine.hpa.Recommendation;
import io.selfscale.engine.hpa.ReplicaCalculator;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a signal to a target in proportion, as the Kubernetes Horizontal Pod Autoscaler v2 does, with its treatment of
 * unready and missing replicas and its arithmetic (semantics sections 1.3 to 1.6). Stabilization and rate limits are
 * those of the specification; {@code Limits.hpaDefaults()} has the Autoscaler's own.
 *
 * <p>A metric that cannot be evaluated has no opinion on scaling out, and vetoes scaling in. Immutable; each method
 * returns a changed copy. Runs inside the decision function.
 *
 * @param name name in records
 * @param signal what is tracked
 * @param form what the target is compared with
 * @param target positive, in the unit of the signal; utilization is rounded to whole percent
 * @param tolerance distance from the target without a change
 * @param period how often it is evaluated
 * @param readiness how readiness enters; see {@link Readiness}
 */
public record TargetTracking(
        String name, Signal signal, Form form, double target, Tolerance tolerance, Duration period, Readiness readiness)
        implements StatelessPolicy {

    /** What a target is compared with. */
    public enum Form {
        /** Mean utilization over replicas: a {@link SignalKind#RATIO} by replica. */
        UTILIZATION,
        /** Mean value over replicas: a {@link SignalKind#PER_REPLICA} by replica. */
        PODS_AVERAGE,
        /** A total divided by the replicas: a {@link SignalKind#TOTAL}; HPA {@code AverageValue}. */
        AVERAGE_VALUE,
        /** One value that halves when the replicas double; HPA {@code Value}. */
        VALUE
    }

    /**
     * How the readiness of a replica enters.
     *
     * @param counts whether it enters at all: for CPU and alike, which is spent on starting
     * @param initialization time after its start in which a replica must be ready, and measured since, to count
     * @param initialDelay time after its start in which a replica that is not ready was never ready
     * @param measuringWindow length of one measurement at the source
     */
    public record Readiness(boolean counts, Duration initialization, Duration initialDelay, Duration measuringWindow) {

        /** The defaults of the Horizontal Pod Autoscaler for CPU, with measurements of one tick. */
        public static final Readiness CPU =
                new Readiness(true, Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ZERO);

        /** Readiness does not enter. */
        public static final Readiness IGNORED = new Readiness(false, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** The period of the Horizontal Pod Autoscaler. */
    public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(15);

    public TargetTracking {
        Objects.requireNonNull(tolerance, "tolerance");
        Objects.requireNonNull(readiness, "readiness");
        SignalKind needed = kindFor(form);
        boolean fits = form == Form.VALUE
                ? signal.kind().isProportional() || signal.kind() == SignalKind.TOTAL
                : signal.kind() == needed;
        if (!fits) {
            throw new IllegalArgumentException("target tracking of " + form + " needs a signal of kind " + needed
                    + " but " + signal + " is " + signal.kind()
                    + (signal.kind() == SignalKind.DURATION ? "; a latency is not proportional to capacity" : ""));
        }
        if (!(target > 0) || !Double.isFinite(target) || (form == Form.UTILIZATION && Math.round(target * 100) < 1)) {
            throw new IllegalArgumentException("the target of " + signal + " must be positive but was " + target);
        }
        if (period.isNegative()) {
            throw new IllegalArgumentException("period must not be negative but was " + period);
        }
    }

    private static SignalKind kindFor(Form form) {
        return switch (form) {
            case UTILIZATION -> SignalKind.RATIO;
            case PODS_AVERAGE -> SignalKind.PER_REPLICA;
            case AVERAGE_VALUE, VALUE -> SignalKind.TOTAL;
        };
    }

    /** Tracks a mean utilization, for instance 0.7; readiness enters as it does for CPU. */
    public static TargetTracking utilization(Signal signal, double target) {
        return of(signal, Form.UTILIZATION, target, Readiness.CPU);
    }

    /** Tracks the mean of a value over replicas. */
    public static TargetTracking podsAverage(Signal signal, double target) {
        return of(signal, Form.PODS_AVERAGE, target, Readiness.IGNORED);
    }

    /** Tracks a total per replica: {@code ceil(total / target)}. */
    public static TargetTracking averageValue(Signal signal, double target) {
        return of(signal, Form.AVERAGE_VALUE, target, Readiness.IGNORED);
    }

    /** Tracks one value that halves when the replicas double. */
    public static TargetTracking value(Signal signal, double target) {
        return of(signal, Form.VALUE, target, Readiness.IGNORED);
    }

    private static TargetTracking of(Signal signal, Form form, double target, Readiness readiness) {
        return new TargetTracking(signal.name(), signal, form, target, Tolerance.DEFAULT, DEFAULT_PERIOD, readiness);
    }

    /** Returns this evaluated once in each period; 15 s by default. */
    public TargetTracking every(Duration period) {
        return new TargetTracking(name, signal, form, target, tolerance, period, readiness);
    }

    /** Returns this with another tolerance; 10 % in both directions by default. */
    public TargetTracking within(Tolerance tolerance) {
        return new TargetTracking(name, signal, form, target, tolerance, period, readiness);
    }

    /** Returns this with readiness entering otherwise. */
    public TargetTracking with(Readiness readiness) {
        return new TargetTracking(name, signal, form, target, tolerance, period, readiness);
    }

    /** Returns this under another name; the signal's by default. */
    public TargetTracking named(String name) {
        return new TargetTracking(name, signal, form, target, tolerance, period, readiness);
    }

    @Override
    public Set<Signal> signals() {
        return Set.of(signal);
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
        Recommendation recommendation = recommend(view);
        String error = recommendation.error();
        if (error != null) {
            return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, error);
        }
        Evidence evidence = evidence(recommendation);
        return switch (recommendation.outcome()) {
            case WITHIN_TOLERANCE -> Proposal.hold(ReasonCode.WITHIN_TOLERANCE, evidence);
            case ASSUMPTIONS_CANCEL -> Proposal.hold(ReasonCode.ASSUMPTIONS_CANCEL, evidence);
            case PROPORTIONAL ->
                turnsBack(view, recommendation, evidence)
                        ? Proposal.hold(ReasonCode.ASSUMPTIONS_CANCEL, evidence)
                        : Proposal.scale(Math.max(0, recommendation.replicas()), ReasonCode.PROPORTIONAL, evidence);
            case FAILED -> throw new AssertionError(recommendation);
        };
    }

    /**
     * Tells whether less load than the target would make it grow, or more make it shrink: the ratio is applied to the ready
     * replicas, which may be more or fewer than are requested. Kubernetes holds then where replicas are missing, and so
     * does this everywhere, because a greater load must never give fewer replicas.
     */
    private static boolean turnsBack(View view, Recommendation recommendation, Evidence evidence) {
        return evidence.value() < evidence.threshold()
                ? recommendation.replicas() > view.requested()
                : recommendation.replicas() < view.requested();
    }

    private Recommendation recommend(View view) {
        ReplicaCalculator calculator = new ReplicaCalculator(tolerance);
        if (form == Form.UTILIZATION || form == Form.PODS_AVERAGE) {
            return perReplica(calculator, view);
        }
        if (!(view.current(signal) instanceof Sample.Fresh fresh)) {
            return failed(view);
        }
        long value = milli(fresh.value());
        return form == Form.AVERAGE_VALUE
                ? calculator.averageValue(view.requested(), value, milli(target))
                : calculator.value(view.requested(), value, milli(target), view.ready());
    }

    private Recommendation perReplica(ReplicaCalculator calculator, View view) {
        List<Pod> pods = ReplicaPods.of(view);
        Map<String, PodSample> samples = samples(view);
        PodGroups groups = PodGroups.of(pods, samples, cpuReadiness(), view.nanos());
        if (form == Form.PODS_AVERAGE) {
            return calculator.averageOfPods(view.requested(), milli(target), samples, groups);
        }
        Map<String, Long> requests = new LinkedHashMap<>();
        pods.forEach(pod -> requests.put(pod.name(), 1000L));
        int percent = (int) Math.round(target * 100);
        return calculator.utilization(view.requested(), percent, pods, samples, requests, groups);
    }

    private PodGroups.@Nullable CpuReadiness cpuReadiness() {
        return readiness.counts()
                ? new PodGroups.CpuReadiness(
                        readiness.initialization().toNanos(),
                        readiness.initialDelay().toNanos())
                : null;
    }

    /** Returns the fresh samples of replicas in the inventory; a reading of the whole counts for each ready one. */
    private Map<String, PodSample> samples(View view) {
        Map<String, PodSample> samples = new LinkedHashMap<>();
        Reading reading = view.reading(signal);
        view.replicas().forEach(replica -> {
            Sample sample = null;
            if (reading instanceof Reading.ByReplica byReplica) {
                sample = byReplica.samples().get(replica.id());
            } else if (reading instanceof Reading.Whole whole && replica.state() == ReplicaState.READY) {
                sample = whole.sample();
            }
            if (sample instanceof Sample.Fresh fresh) {
                samples.put(
                        replica.id(),
                        new PodSample(
                                milli(fresh.value()),
                                view.nanos() - fresh.age().toNanos(),
                                readiness.measuringWindow().toNanos()));
            }
        });
        return samples;
    }

    private Recommendation failed(View view) {
        Sample sample = view.current(signal);
        String why = sample instanceof Sample.Absent absent ? absent.reason() : "too old";
        return Recommendation.failed(signal + " is " + why);
    }

    private Evidence evidence(Recommendation recommendation) {
        double scale = form == Form.UTILIZATION ? 100.0 : 1000.0;
        double observed = recommendation.observed() / scale;
        return new Evidence(signal, "observed", observed, Comparison.TARGET, target, Duration.ZERO, 1);
    }

    private static long milli(double value) {
        return Math.round(value * 1000);
    }
}
