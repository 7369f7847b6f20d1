package io.selfscale.adapter.simulation.journal;

import io.selfscale.adapter.simulation.control.Measure;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the signals of a journal that say what a world needs to know, by their names. */
final class RecordedSignals {

    private final @Nullable Signal arrivals;
    private final @Nullable Signal serviceTime;
    private final @Nullable Signal capacity;
    private final @Nullable Signal running;
    private final @Nullable Signal throughput;
    private final TreeSet<String> there = new TreeSet<>();

    RecordedSignals(List<Observation> observations) {
        arrivals = find(observations, Measure.ARRIVALS, SignalKind.TOTAL);
        serviceTime = find(observations, Measure.SERVICE_TIME, SignalKind.DURATION);
        capacity = find(observations, Measure.CAPACITY, SignalKind.PER_REPLICA);
        running = find(observations, Measure.RUNNING, SignalKind.TOTAL);
        throughput = find(observations, Measure.THROUGHPUT, SignalKind.TOTAL);
        if (arrivals == null) {
            throw new IllegalArgumentException("the journal must tell how many requests arrive, but it has only "
                    + there + "; record a signal " + Measure.ARRIVALS.names() + " (TOTAL, requests per second), which"
                    + " may be optional and need not be used by any policy");
        }
        if (serviceTime == null && capacity == null && (running == null || throughput == null)) {
            throw new IllegalArgumentException("the journal must tell how long requests are served, but it has only "
                    + there + "; record a signal " + Measure.SERVICE_TIME.names()
                    + " (DURATION, mean seconds in a slot)"
                    + " or " + Measure.CAPACITY.names() + " (PER_REPLICA, requests per second of a replica that always"
                    + " has one), or both " + Measure.RUNNING.names() + " and " + Measure.THROUGHPUT.names()
                    + " (TOTAL), which may be optional and need not be used by any policy");
        }
    }

    private @Nullable Signal find(List<Observation> observations, Measure measure, SignalKind kind) {
        Signal found = null;
        for (Observation observation : observations) {
            for (Signal signal : observation.readings().keySet()) {
                there.add(signal.name());
                if (found == null && signal.kind() == kind && Measure.named(signal.name()) == measure) {
                    found = signal;
                }
            }
        }
        return found;
    }

    /** Returns the arrivals per second, or null where they were not measured. */
    Sample.@Nullable Fresh arrivals(Observation observation) {
        return arrivals == null ? null : value(observation, arrivals);
    }

    /** Returns the mean time in a slot, or NaN where it is not known. */
    double serviceSeconds(Observation observation, int slots) {
        double told = value(observation, serviceTime, Double.NaN);
        if (told > 0) {
            return told;
        }
        double perSecond = value(observation, capacity, Double.NaN);
        if (perSecond > 0) {
            return slots / perSecond;
        }
        // Little's law: what is served at a time is what is served per second, times how long that takes.
        double served = value(observation, running, Double.NaN) / value(observation, throughput, Double.NaN);
        return served > 0 && Double.isFinite(served) ? served : Double.NaN;
    }

    private static double value(Observation observation, @Nullable Signal signal, double otherwise) {
        Sample.Fresh fresh = signal == null ? null : value(observation, signal);
        return fresh == null ? otherwise : fresh.value();
    }

    /** Returns what a signal says of the whole: the sum of a total over the replicas, the mean of anything else. */
    private static Sample.@Nullable Fresh value(Observation observation, Signal signal) {
        Reading reading = observation.readings().get(signal);
        if (reading instanceof Reading.Whole whole) {
            return whole.sample() instanceof Sample.Fresh fresh ? fresh : null;
        }
        if (!(reading instanceof Reading.ByReplica byReplica)) {
            return null;
        }
        double sum = 0;
        int count = 0;
        Sample.Fresh last = null;
        for (Map.Entry<String, Sample> entry : byReplica.samples().entrySet()) {
            if (entry.getValue() instanceof Sample.Fresh fresh) {
                sum += fresh.value();
                count++;
                last = fresh;
            }
        }
        if (last == null) {
            return null;
        }
        return new Sample.Fresh(signal.kind() == SignalKind.TOTAL ? sum : sum / count, last.age());
    }
}
