package io.selfscale.engine.policy;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The policies that size by a model of capacity, and a world for them: replicas of {@link #CAPACITY} requests per second
 * that share a load, given in replicas.
 */
public final class CapacityPolicies {

    public static final Signal ARRIVALS = Signal.total("arrivals", "requests");
    public static final Signal WAITING = Signal.total("waiting", "requests");
    public static final Signal PROCESSED = Signal.total("processed", "requests");
    public static final Signal RATE = Signal.perReplica("rate", "requests");
    public static final Signal BUSY = Signal.ratio("busy");
    public static final Signal KV = Signal.ratio("kv_cache");
    public static final Signal QUEUE = Signal.perReplica("queue", "requests");
    public static final Signal SERVICE_TIME = Signal.duration("service_time");
    public static final Signal RUNNING = Signal.total("running", "requests");

    /** Requests per second that one replica serves. */
    public static final double CAPACITY = 2;

    public static final ObjectiveSizing MULTI_SERVER = ObjectiveSizing.of(
                    ARRIVALS, ServiceModel.multiServer(ofSeconds(2), 4), WaitObjective.of(ofSeconds(1), 0.95))
            .draining(WAITING, ofMinutes(1));

    public static final ObjectiveSizing BATCHING = ObjectiveSizing.of(
                    ARRIVALS,
                    ServiceModel.batching(ofSeconds(1), 100, Duration.ofMillis(10), Duration.ofMillis(5), 8),
                    WaitObjective.of(ofSeconds(1), 0.95))
            .draining(WAITING, ofMinutes(1))
            .named("batching");

    public static final BacklogTime BACKLOG_TIME =
            BacklogTime.of(WAITING, ofMinutes(1), ARRIVALS, BacklogTime.Rate.measured(RATE));

    public static final ProcessingRate PROCESSING_RATE = ProcessingRate.of(ARRIVALS, PROCESSED, BUSY)
            .catchingUp(WAITING)
            .with(ProcessingRate.Rescaling.DEFAULT.withTimes(ofMinutes(30), ofMinutes(5), Duration.ZERO));

    public static final SaturationSpare SATURATION =
            SaturationSpare.of(KV, QUEUE).over(SaturationSpare.Averaging.ALL);

    public static final CalibratedSizing CALIBRATED = CalibratedSizing.of(
            new LoadSignals(ARRIVALS, SERVICE_TIME, WAITING, RUNNING, null), 4, WaitObjective.of(ofSeconds(1), 0.95));

    /** Every policy, with the signals that it needs. */
    public record Entry(Policy<?> policy, Set<Signal> signals) {

        /** Returns what it proposes without a memory. */
        public Proposal propose(SteadyView view) {
            return proposal(policy, view);
        }

        /** Returns the count that it comes to alone. */
        public int count(SteadyView view) {
            Proposal proposal = propose(view);
            int wanted = proposal instanceof Proposal.Scale scale ? scale.replicas() : view.requested();
            return Math.max(view.min(), Math.min(view.max(), wanted));
        }

        private static <M> Proposal proposal(Policy<M> policy, SteadyView view) {
            return policy.propose(view, policy.initialMemory()).proposal();
        }

        @Override
        public String toString() {
            return policy.name();
        }
    }

    public static final List<Entry> ALL = List.of(
            new Entry(MULTI_SERVER, MULTI_SERVER.signals()),
            new Entry(BATCHING, BATCHING.signals()),
            new Entry(BACKLOG_TIME, BACKLOG_TIME.signals()),
            new Entry(PROCESSING_RATE, PROCESSING_RATE.signals()),
            new Entry(SATURATION, SATURATION.signals()),
            new Entry(CALIBRATED, CALIBRATED.signals()));

    private CapacityPolicies() {}

    /** Tells whether nothing may be taken away without a signal: no work is known to take no time, however long that is. */
    public static boolean isNeeded(Signal signal, double load) {
        return !signal.equals(SERVICE_TIME) || load > 0;
    }

    /** Returns so many replicas that share a load in replicas, beside work that waits. */
    public static SteadyView world(int replicas, double load, double waiting) {
        // Where work waits, everybody is busy.
        double busy = waiting > 0 ? 1 : Math.min(1, load / replicas);
        double[] kv = new double[replicas];
        double[] queue = new double[replicas];
        for (int i = 0; i < replicas; i++) {
            kv[i] = Math.min(1, 0.9 * load / replicas);
            queue[i] = (4 * load + waiting) / replicas;
        }
        return SteadyView.of(replicas)
                .bounds(1, 10_000)
                .read(ARRIVALS, CAPACITY * load)
                .read(WAITING, waiting)
                .read(PROCESSED, CAPACITY * replicas * busy)
                .read(RATE, CAPACITY)
                .read(BUSY, busy)
                .read(SERVICE_TIME, 4 / CAPACITY)
                .read(RUNNING, 4 * replicas * busy)
                .readEach(KV, kv)
                .readEach(QUEUE, queue);
    }
}
