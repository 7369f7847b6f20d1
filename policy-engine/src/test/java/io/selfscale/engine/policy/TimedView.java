package io.selfscale.engine.policy;

import io.selfscale.policy.Demand;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.View;
import io.selfscale.policy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A view of a few numbers at a moment, for policies that look at the clock and at present values. */
public record TimedView(
        Instant wallTime,
        int requested,
        Duration startup,
        Map<Signal, Sample> samples,
        @Nullable Demand known) implements View {

    public static TimedView at(Instant wallTime) {
        return new TimedView(wallTime, 4, Duration.ofMinutes(2), Map.of(), null);
    }

    public static TimedView at(String wallTime) {
        return at(Instant.parse(wallTime));
    }

    public TimedView requested(int count) {
        return new TimedView(wallTime, count, startup, samples, known);
    }

    public TimedView startup(Duration time) {
        return new TimedView(wallTime, requested, time, samples, known);
    }

    public TimedView seeing(Map<Signal, Sample> values) {
        return new TimedView(wallTime, requested, startup, values, known);
    }

    public TimedView seeing(Signal signal, double value) {
        return seeing(Map.of(signal, Sample.of(value)));
    }

    public TimedView demanding(Demand demand) {
        return new TimedView(wallTime, requested, startup, samples, demand);
    }

    @Override
    public long nanos() {
        return Duration.between(Instant.EPOCH, wallTime).toNanos();
    }

    @Override
    public int min() {
        return 1;
    }

    @Override
    public int max() {
        return 100;
    }

    @Override
    public int ready() {
        return requested;
    }

    @Override
    public int inFlight() {
        return 0;
    }

    @Override
    public List<Replica> replicas() {
        return List.of();
    }

    @Override
    public Duration startupTime(double share) {
        return startup;
    }

    @Override
    public @Nullable Demand demand() {
        return known;
    }

    @Override
    public Sample current(Signal signal) {
        return samples.getOrDefault(signal, Sample.absent("no source"));
    }

    @Override
    public Reading reading(Signal signal) {
        return Reading.of(current(signal));
    }

    @Override
    public Window window(Signal signal, Duration span) {
        throw new AssertionError("no policy of these tests looks back");
    }

    @Override
    public long unchangedSinceNanos() {
        return 0;
    }

    @Override
    public long observedSinceNanos() {
        return 0;
    }
}
