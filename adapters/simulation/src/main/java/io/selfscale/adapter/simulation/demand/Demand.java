package io.selfscale.adapter.simulation.demand;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * The requests that arrive in one run, in order of time, held in columns because there may be millions. Immutable; safe for
 * concurrent use.
 */
public final class Demand {

    private final String name;
    private final Duration duration;
    private final double[] arrivalSeconds;
    private final int[] textTokens;
    private final int[] imageTokens;
    private final int[] outputTokens;
    private final byte[] priority;

    private Demand(Builder builder, Duration duration) {
        this.name = builder.name;
        this.duration = duration;
        this.arrivalSeconds = Arrays.copyOf(builder.arrivalSeconds, builder.size);
        this.textTokens = Arrays.copyOf(builder.textTokens, builder.size);
        this.imageTokens = Arrays.copyOf(builder.imageTokens, builder.size);
        this.outputTokens = Arrays.copyOf(builder.outputTokens, builder.size);
        this.priority = Arrays.copyOf(builder.priority, builder.size);
    }

    /** Starts an empty demand. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Returns what it is called in reports. */
    public String name() {
        return name;
    }

    /** Returns how long it is from time zero to its end; positive. Every request arrives before the end. */
    public Duration duration() {
        return duration;
    }

    /** Returns the length in seconds. */
    public double seconds() {
        return duration.toNanos() / 1e9;
    }

    /** Returns the number of requests. */
    public int size() {
        return arrivalSeconds.length;
    }

    /** Returns when a request arrives, in seconds from time zero. */
    public double arrivalSeconds(int request) {
        return arrivalSeconds[request];
    }

    /** Returns the tokens of its text, without what a prefix cache holds. */
    public int textTokens(int request) {
        return textTokens[request];
    }

    /** Returns the tokens of all its images. */
    public int imageTokens(int request) {
        return imageTokens[request];
    }

    /** Returns the tokens that it generates in full service. */
    public int outputTokens(int request) {
        return outputTokens[request];
    }

    /** Returns its priority class; 0 is served first. */
    public int priority(int request) {
        return priority[request];
    }

    /** Returns the number of requests that arrive before a time. */
    public int arrivalsBefore(double seconds) {
        int found = Arrays.binarySearch(arrivalSeconds, seconds);
        int index = found >= 0 ? found : -found - 1;
        while (index > 0 && arrivalSeconds[index - 1] >= seconds) {
            index--;
        }
        return index;
    }

    /** Collects requests. Not safe for concurrent use. */
    public static final class Builder {

        private final String name;
        private double[] arrivalSeconds = new double[1024];
        private int[] textTokens = new int[1024];
        private int[] imageTokens = new int[1024];
        private int[] outputTokens = new int[1024];
        private byte[] priority = new byte[1024];
        private int size;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Adds a request of the first priority class.
         *
         * @param seconds when it arrives: finite, at least 0, and not before the last one added
         */
        public Builder add(double seconds, int text, int image, int output) {
            return add(seconds, text, image, output, 0);
        }

        /** Adds a request. */
        public Builder add(double seconds, int text, int image, int output, int priorityClass) {
            double last = size == 0 ? 0 : arrivalSeconds[size - 1];
            if (!(seconds >= last) || !Double.isFinite(seconds)) {
                throw new IllegalArgumentException(
                        "a request must arrive at a finite time and not before " + last + " s but was at " + seconds);
            }
            if (text < 0 || image < 0 || output < 0) {
                throw new IllegalArgumentException(
                        "tokens must be at least 0 but were " + text + ", " + image + ", " + output);
            }
            if (priorityClass < 0 || priorityClass > Byte.MAX_VALUE) {
                throw new IllegalArgumentException("priority must be in [0, 127] but was " + priorityClass);
            }
            if (size == arrivalSeconds.length) {
                grow();
            }
            arrivalSeconds[size] = seconds;
            textTokens[size] = text;
            imageTokens[size] = image;
            outputTokens[size] = output;
            priority[size] = (byte) priorityClass;
            size++;
            return this;
        }

        private void grow() {
            int larger = size + (size >> 1);
            arrivalSeconds = Arrays.copyOf(arrivalSeconds, larger);
            textTokens = Arrays.copyOf(textTokens, larger);
            imageTokens = Arrays.copyOf(imageTokens, larger);
            outputTokens = Arrays.copyOf(outputTokens, larger);
            priority = Arrays.copyOf(priority, larger);
        }

        /** Returns the number of requests so far. */
        public int size() {
            return size;
        }

        /**
         * Returns the demand.
         *
         * @param duration its length, longer than the time of the last request
         */
        public Demand lasting(Duration duration) {
            double last = size == 0 ? 0 : arrivalSeconds[size - 1];
            if (duration.isNegative() || duration.isZero() || last >= duration.toNanos() / 1e9) {
                throw new IllegalArgumentException("duration must be positive and longer than the last arrival, " + last
                        + " s, but was " + duration);
            }
            return new Demand(this, duration);
        }
    }
}
