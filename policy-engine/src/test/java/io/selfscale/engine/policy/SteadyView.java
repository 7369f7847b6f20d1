package io.selfscale.engine.policy;

import io.selfscale.policy.Demand;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A view of a world in which every signal has had its present value for as long as anybody looks back. */
public final class SteadyView implements View {

    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");

    private final Map<Signal, Reading> readings = new LinkedHashMap<>();
    private final List<Replica> replicas = new ArrayList<>();
    private long nanos = Duration.ofDays(1).toNanos();
    private long unchangedSince;
    private long observedSince;
    private int requested;
    private int min = 1;
    private int max = 100;
    private boolean spanned = true;

    private SteadyView() {}

    /** Returns a view of so many replicas, all ready for an hour. */
    public static SteadyView of(int ready) {
        SteadyView view = new SteadyView();
        view.requested = ready;
        for (int i = 0; i < ready; i++) {
            view.with("r" + i, ReplicaState.READY, Duration.ofHours(1));
        }
        return view;
    }

    public SteadyView with(String id, ReplicaState state, Duration age) {
        replicas.add(new Replica(id, "default", state, age, age, null));
        return this;
    }

    public SteadyView requested(int count) {
        requested = count;
        return this;
    }

    public SteadyView bounds(int least, int most) {
        min = least;
        max = most;
        return this;
    }

    public SteadyView read(Signal signal, double value) {
        return read(signal, Reading.of(value));
    }

    public SteadyView read(Signal signal, Reading reading) {
        readings.put(signal, reading);
        return this;
    }

    /** Gives the ready replicas these values, in order; NaN for none. */
    public SteadyView readEach(Signal signal, double... values) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            samples.put("r" + i, Sample.of(values[i]));
        }
        return read(signal, Reading.byReplica(samples));
    }

    public SteadyView at(long controlNanos) {
        nanos = controlNanos;
        return this;
    }

    public SteadyView later(Duration passed) {
        return at(nanos + passed.toNanos());
    }

    public SteadyView unchangedSince(long controlNanos) {
        unchangedSince = controlNanos;
        return this;
    }

    public SteadyView observedSince(long controlNanos) {
        observedSince = controlNanos;
        return this;
    }

    /** Makes every window one that was not measured from its start. */
    public SteadyView notSpanned() {
        spanned = false;
        return this;
    }

    @Override
    public Instant wallTime() {
        return START.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public int requested() {
        return requested;
    }

    @Override
    public int min() {
        return min;
    }

    @Override
    public int max() {
        return max;
    }

    @Override
    public int ready() {
        return (int) replicas.stream()
                .filter(replica -> replica.state() == ReplicaState.READY)
                .count();
    }

    @Override
    public int inFlight() {
        return (int) replicas.stream()
                .filter(replica -> replica.state().isInFlight())
                .count();
    }

    @Override
    public List<Replica> replicas() {
        return replicas;
    }

    @Override
    public Duration startupTime(double share) {
        return Duration.ZERO;
    }

    @Override
    public @Nullable Demand demand() {
        return null;
    }

    @Override
    public Sample current(Signal signal) {
        Reading reading = reading(signal);
        if (reading instanceof Reading.ByReplica byReplica) {
            double[] fresh = byReplica.samples().values().stream()
                    .filter(Sample::isFresh)
                    .mapToDouble(sample -> ((Sample.Fresh) sample).value())
                    .toArray();
            double sum = 0;
            for (double value : fresh) {
                sum += value;
            }
            return fresh.length == 0 ? Sample.absent("none") : Sample.of(sum / fresh.length);
        }
        return ((Reading.Whole) reading).sample();
    }

    @Override
    public Reading reading(Signal signal) {
        return readings.getOrDefault(signal, Reading.absent("no reading"));
    }

    @Override
    public Window window(Signal signal, Duration span) {
        return new SteadyWindow(
                span, current(signal) instanceof Sample.Fresh fresh ? fresh.value() : Double.NaN, spanned, nanos);
    }

    @Override
    public long unchangedSinceNanos() {
        return unchangedSince;
    }

    @Override
    public long observedSinceNanos() {
        return observedSince;
    }

    private record SteadyWindow(Duration span, double value, boolean isSpanned, long now) implements Window {

        @Override
        public int buckets() {
            return 30;
        }

        @Override
        public int filled() {
            return Double.isNaN(value) ? 0 : 30;
        }

        @Override
        public int complete() {
            return filled();
        }

        @Override
        public double mean() {
            return value;
        }

        @Override
        public double min() {
            return value;
        }

        @Override
        public double max() {
            return value;
        }

        @Override
        public double percentile(double share) {
            return value;
        }

        @Override
        public double greatest(int rank, int last) {
            return value;
        }

        @Override
        public double least(int rank, int last) {
            return value;
        }

        @Override
        public Window since(long nanos) {
            boolean whole = nanos <= now - span.toNanos();
            return new SteadyWindow(span, nanos <= now ? value : Double.NaN, isSpanned && whole, now);
        }
    }
}
