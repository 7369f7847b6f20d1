package io.selfscale.adapter.simulation.trace;

import java.util.Arrays;

/** The samples of one series, in ascending order of time. */
final class PrometheusSeries {

    private double[] seconds = new double[256];
    private double[] values = new double[256];
    private int size;

    void add(double atSeconds, double value) {
        if (size == seconds.length) {
            int larger = size + (size >> 1);
            seconds = Arrays.copyOf(seconds, larger);
            values = Arrays.copyOf(values, larger);
        }
        seconds[size] = atSeconds;
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    /** Returns the time of a sample, in seconds since 1970. */
    double seconds(int sample) {
        return seconds[sample];
    }

    double value(int sample) {
        return values[sample];
    }

    double lastSeconds() {
        return seconds[size - 1];
    }
}
