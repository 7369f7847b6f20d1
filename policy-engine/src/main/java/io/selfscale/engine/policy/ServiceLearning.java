package io.selfscale.engine.policy;

import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns how long service takes, while it runs: {@code S(b) = A + B b} over the requests {@code b} that share a replica,
 * by least squares with forgetting ({@code A} alone for a {@link ServiceModel.MultiServer}). What is learned is used only
 * behind a {@link Gate}; until then, and whenever it fails, the given model stands.
 *
 * <p>Feed service times of full service: those of a degraded one (brownout) would teach that less capacity is enough.
 *
 * @param serviceTime mean service time of the requests that ended lately, waiting excluded; a {@link SignalKind#DURATION}
 * @param occupancy requests in service on a replica; a {@link SignalKind#PER_REPLICA}. Needed for a {@link
 *     ServiceModel.BatchingServer}, otherwise null
 * @param gate when to believe it
 */
public record ServiceLearning(Signal serviceTime, @Nullable Signal occupancy, Gate gate) {

    /**
     * When to believe what was learned.
     *
     * @param minSamples measurements needed, each counting {@code exp(-age / memory)}; at least 2
     * @param maxRelativeError largest standard error of the service time that is predicted, alone and at full slots, as a
     *     share of it; positive. This is what forbids to predict full batches from empty ones
     * @param plausibleFactor how many times longer or shorter than the given model the predicted times may be, at least 1
     * @param memory time after which a measurement counts 37 %, positive
     */
    public record Gate(double minSamples, double maxRelativeError, double plausibleFactor, Duration memory) {

        /** Thirty samples, ten percent, a factor of four, one hour. */
        public static final Gate DEFAULT = new Gate(30, 0.1, 4, Duration.ofHours(1));

        public Gate {
            if (!(minSamples >= 2) || !Double.isFinite(minSamples)) {
                throw new IllegalArgumentException("minSamples must be finite and at least 2 but was " + minSamples);
            }
            if (!(maxRelativeError > 0)) {
                throw new IllegalArgumentException("maxRelativeError must be positive but was " + maxRelativeError);
            }
            if (!(plausibleFactor >= 1)) {
                throw new IllegalArgumentException("plausibleFactor must be at least 1 but was " + plausibleFactor);
            }
            if (memory.isNegative() || memory.isZero()) {
                throw new IllegalArgumentException("memory must be positive but was " + memory);
            }
        }
    }

    public ServiceLearning {
        if (serviceTime.kind() != SignalKind.DURATION) {
            throw new IllegalArgumentException(
                    "serviceTime must be a DURATION signal but " + serviceTime + " is " + serviceTime.kind());
        }
        if (occupancy != null && occupancy.kind() != SignalKind.PER_REPLICA) {
            throw new IllegalArgumentException(
                    "occupancy must be a PER_REPLICA signal but " + occupancy + " is " + occupancy.kind());
        }
    }

    /** Returns learning of a service time that does not depend on occupancy, behind the default gate. */
    public static ServiceLearning of(Signal serviceTime) {
        return new ServiceLearning(serviceTime, null, Gate.DEFAULT);
    }

    /** Returns learning of a service time that grows with occupancy, behind the default gate. */
    public static ServiceLearning of(Signal serviceTime, Signal occupancy) {
        return new ServiceLearning(serviceTime, occupancy, Gate.DEFAULT);
    }

    /** Returns what is known after looking at a view: each measurement is counted once, however often it is read. */
    ServiceRegression learn(View view, ServiceModel prior, ServiceRegression before) {
        Reading times = view.reading(serviceTime);
        if (times instanceof Reading.ByReplica byReplica) {
            ServiceRegression after = before;
            long newest = before.newestNanos();
            for (Replica replica : view.replicas()) {
                Sample time = byReplica.samples().get(replica.id());
                Sample running = occupancyOf(view, replica);
                if (replica.state() == ReplicaState.READY
                        && time instanceof Sample.Fresh fresh
                        && isNew(view, fresh, running, before.newestNanos())) {
                    long measured = measuredAt(view, fresh);
                    newest = Math.max(newest, measured);
                    after = after.with(measured, batch(running, prior), fresh.value(), gate.memory());
                }
            }
            return after.seenUntil(newest);
        }
        Sample time = view.current(serviceTime);
        Sample running = occupancy == null ? null : view.current(occupancy);
        return time instanceof Sample.Fresh fresh && isNew(view, fresh, running, before.newestNanos())
                ? before.with(measuredAt(view, fresh), batch(running, prior), fresh.value(), gate.memory())
                        .seenUntil(measuredAt(view, fresh))
                : before;
    }

    /** Returns the learned model, or null if the gate is closed. */
    @Nullable
    ServiceModel model(ServiceModel prior, ServiceRegression learned) {
        if (learned.weight() < gate.minSamples()) {
            return null;
        }
        boolean sloped = prior instanceof ServiceModel.BatchingServer;
        for (int batch : new int[] {1, prior.slots()}) {
            double predicted = learned.predict(batch, sloped);
            double given = prior.serviceSeconds(batch);
            boolean plausible =
                    predicted >= given / gate.plausibleFactor() && predicted <= given * gate.plausibleFactor();
            boolean sure = learned.standardError(batch, sloped) <= gate.maxRelativeError() * predicted;
            if (!plausible || !sure) {
                return null;
            }
        }
        if (prior instanceof ServiceModel.MultiServer given) {
            return new ServiceModel.MultiServer(
                    learned.predict(1, false), given.slots(), given.arrivalVariability(), given.serviceVariability());
        }
        double slope = learned.slope();
        double base = learned.predict(0, true);
        // A base or slope below zero is no physical server, whatever the fit.
        return slope >= 0 && base >= 0 ? new ServiceModel.BatchingServer(base, 1, 0, slope, prior.slots()) : null;
    }

    private @Nullable Sample occupancyOf(View view, Replica replica) {
        if (occupancy == null) {
            return null;
        }
        return view.reading(occupancy) instanceof Reading.ByReplica byReplica
                ? sampleOf(byReplica.samples(), replica)
                : view.current(occupancy);
    }

    private static Sample sampleOf(Map<String, Sample> samples, Replica replica) {
        Sample sample = samples.get(replica.id());
        return sample == null ? Sample.absent("no sample of " + replica.id()) : sample;
    }

    /** An idle replica reports no time, or zero: that says nothing about service. */
    private static boolean isNew(View view, Sample.Fresh time, @Nullable Sample running, long newest) {
        return time.value() > 0
                && measuredAt(view, time) > newest
                && (running == null || (running instanceof Sample.Fresh busy && busy.value() > 0));
    }

    /** Who is served shares the replica with nobody at least, and with full slots at most. */
    private static double batch(@Nullable Sample running, ServiceModel prior) {
        return running instanceof Sample.Fresh busy ? Math.max(1, Math.min(busy.value(), prior.slots())) : 1;
    }

    private static long measuredAt(View view, Sample.Fresh sample) {
        return view.nanos() - sample.age().toNanos();
    }
}
