package io.selfscale.adapter.cli.demo.trace;

import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import io.selfscale.adapter.simulation.trace.Trace.Unit;
import io.selfscale.adapter.simulation.trace.TypicalRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A recording with the number of requests in each interval. */
public final class RateTrace implements Trace {

    private final double[] startSeconds;
    private final double[] requests;
    private final double stepSeconds;

    /**
     * Takes over the arrays.
     *
     * @param startSeconds start of each interval, finite, at least 0, in ascending order; at least one
     * @param requests number of requests in each interval, finite, at least 0
     * @param stepSeconds length of each interval, at most the distance between any two starts; positive
     */
    RateTrace(double[] startSeconds, double[] requests, double stepSeconds) {
        this.startSeconds = startSeconds;
        this.requests = requests;
        this.stepSeconds = stepSeconds;
    }

    static RateTrace of(io.selfscale.adapter.simulation.trace.RateTrace recorded) {
        double[] starts = new double[recorded.intervals()];
        double[] requests = new double[recorded.intervals()];
        double each = recorded.unit() == Unit.TOKENS ? TypicalRequest.STANDARD.totalTokens() : 1;
        Arrays.setAll(starts, recorded::startSeconds);
        Arrays.setAll(requests, interval -> recorded.amount(interval) / each);
        return new RateTrace(starts, requests, recorded.stepSeconds());
    }

    @Override
    public Duration duration() {
        return Duration.ofNanos(Math.round((startSeconds[startSeconds.length - 1] + stepSeconds) * 1e9));
    }

    @Override
    public double requests() {
        return Arrays.stream(requests).sum();
    }

    /** Returns the length of an interval. */
    public Duration step() {
        return Duration.ofNanos(Math.round(stepSeconds * 1e9));
    }

    @Override
    public double peakRate(Duration window) {
        double end = startSeconds[startSeconds.length - 1] + stepSeconds;
        double length = Math.min(Scale.requirePositive(window), end);
        Sums sums = new Sums();
        double most = 0;
        // The number within a window changes linearly between these places, so that its maximum is at one of them: the
        // window starts or ends where an interval does.
        for (double start : startSeconds) {
            most = Math.max(most, sums.between(start, start + length));
            most = Math.max(most, sums.between(start + stepSeconds - length, start + stepSeconds));
        }
        return most / length;
    }

    @Override
    public ArrivalSchedule scaled(double speedup, double factor, long seed) {
        Scale.requirePositive("speedup", speedup);
        Scale.requirePositive("factor", factor);
        ArrivalSchedule.Builder arrivals = new ArrivalSchedule.Builder(factor * requests());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < requests.length; i++) {
            double[] within = new double[Scale.roundByChance(factor * requests[i], random)];
            Arrays.setAll(within, k -> random.nextDouble());
            Arrays.sort(within);
            for (double share : within) {
                arrivals.add((startSeconds[i] + share * stepSeconds) / speedup);
            }
        }
        return arrivals.build(Scale.faster(duration(), speedup));
    }

    /** The number of requests before any time. */
    private final class Sums {
        private final double[] before = new double[requests.length + 1];

        Sums() {
            for (int i = 0; i < requests.length; i++) {
                before[i + 1] = before[i] + requests[i];
            }
        }

        double between(double from, double to) {
            return until(to) - until(from);
        }

        private double until(double time) {
            int found = Arrays.binarySearch(startSeconds, time);
            int index = found >= 0 ? found : -found - 2;
            if (index < 0) {
                return 0;
            }
            double share = Math.min(1, (time - startSeconds[index]) / stepSeconds);
            return before[index] + share * requests[index];
        }
    }
}
