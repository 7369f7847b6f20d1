package io.selfscale.adapter.simulation.trace;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/** A recording of how much arrived in each of a row of equal intervals. */
public final class RateTrace implements Trace {

    private final String name;
    private final Unit unit;
    private final double firstSeconds;
    private final double stepSeconds;
    private final double[] amounts;
    private final double total;

    /**
     * Creates a recording. Copies the amounts.
     *
     * @param name what it is called in reports
     * @param unit what was counted
     * @param firstSeconds start of the first interval, in [0, 1e9]; nothing arrived before
     * @param stepSeconds length of each interval, in [1e-3, 1e9]
     * @param amounts what arrived in each interval, each in [0, 1e12]; 1 to 50 million
     */
    public RateTrace(String name, Unit unit, double firstSeconds, double stepSeconds, double... amounts) {
        this.name = Objects.requireNonNull(name, "name");
        this.unit = Objects.requireNonNull(unit, "unit");
        if (!(firstSeconds >= 0 && firstSeconds <= MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "the first interval must start in [0, 1e9] s but was at " + firstSeconds);
        }
        if (!(stepSeconds >= 1e-3 && stepSeconds <= MAX_VALUE)) {
            throw new IllegalArgumentException("an interval must have [0.001, 1e9] s but had " + stepSeconds);
        }
        if (amounts.length < 1 || amounts.length > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "there must be 1 to " + MAX_ROWS + " intervals but were " + amounts.length);
        }
        for (double amount : amounts) {
            if (!(amount >= 0 && amount <= 1e12)) {
                throw new IllegalArgumentException("an interval must have [0, 1e12] arrivals but had " + amount);
            }
        }
        this.firstSeconds = firstSeconds;
        this.stepSeconds = stepSeconds;
        this.amounts = amounts.clone();
        this.total = Arrays.stream(amounts).sum();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration duration() {
        return Duration.ofNanos(Math.round(startSeconds(amounts.length) * 1e9));
    }

    @Override
    public Unit unit() {
        return unit;
    }

    @Override
    public double total() {
        return total;
    }

    /** Returns the number of intervals, at least 1. */
    public int intervals() {
        return amounts.length;
    }

    /** Returns the length of each interval in seconds. */
    public double stepSeconds() {
        return stepSeconds;
    }

    /** Returns when an interval starts, in seconds since the start of the recording. */
    public double startSeconds(int interval) {
        return firstSeconds + interval * stepSeconds;
    }

    /** Returns what arrived in an interval, in {@link #unit()}. */
    public double amount(int interval) {
        return amounts[interval];
    }
}
