package io.selfscale.adapter.simulation.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A recording of each request, held in columns because there may be millions. */
public final class RequestTrace implements Trace {

    /** Tokens of a request of which they were not recorded. */
    private static final int UNKNOWN = -1;

    private static final int NOBODY = -1;

    private final String name;
    private final Duration duration;
    private final double[] arrivalSeconds;
    private final int[] textTokens;
    private final int[] imageTokens;
    private final int[] outputTokens;
    private final int[] prefixTokens;
    private final int[] client;
    private final List<String> clients;

    private RequestTrace(Builder builder, Duration duration) {
        this.name = builder.name;
        this.duration = duration;
        this.arrivalSeconds = Arrays.copyOf(builder.arrivalSeconds, builder.size);
        this.textTokens = Arrays.copyOf(builder.textTokens, builder.size);
        this.imageTokens = Arrays.copyOf(builder.imageTokens, builder.size);
        this.outputTokens = Arrays.copyOf(builder.outputTokens, builder.size);
        this.prefixTokens = Arrays.copyOf(builder.prefixTokens, builder.size);
        this.client = Arrays.copyOf(builder.client, builder.size);
        this.clients = List.copyOf(builder.clients);
    }

    /** Starts an empty recording. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration duration() {
        return duration;
    }

    @Override
    public Unit unit() {
        return Unit.REQUESTS;
    }

    @Override
    public double total() {
        return size();
    }

    /** Returns the number of requests. */
    public int size() {
        return arrivalSeconds.length;
    }

    /** Returns when a request arrived, in seconds since the start of the recording. */
    public double arrivalSeconds(int request) {
        return arrivalSeconds[request];
    }

    /** Returns whether the tokens of a request were recorded; if not, all its numbers of tokens are 0. */
    public boolean hasTokens(int request) {
        return textTokens[request] != UNKNOWN;
    }

    /** Returns the tokens of its text as recorded, what a prefix cache would hold included. */
    public int textTokens(int request) {
        return Math.max(0, textTokens[request]);
    }

    /** Returns the tokens of all its images. */
    public int imageTokens(int request) {
        return imageTokens[request];
    }

    /** Returns the tokens that were generated for it. */
    public int outputTokens(int request) {
        return outputTokens[request];
    }

    /** Returns those of its text tokens that a prefix cache would hold. */
    public int prefixTokens(int request) {
        return prefixTokens[request];
    }

    /** Returns who sent it, or null if that was not recorded. */
    public @Nullable String client(int request) {
        return client[request] == NOBODY ? null : clients.get(client[request]);
    }

    /** Returns the place of its sender in {@link #clients()}, or -1. */
    int clientIndex(int request) {
        return client[request];
    }

    /** Returns the senders, in the order in which they first appear. */
    public List<String> clients() {
        return clients;
    }

    /** Returns the number of the first request at or after a time, or the number of requests. */
    int firstAtOrAfter(double seconds) {
        int low = 0;
        int high = arrivalSeconds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (arrivalSeconds[middle] < seconds) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Collects requests. Not safe for concurrent use. */
    public static final class Builder {

        private final String name;
        private final List<String> clients = new ArrayList<>();
        private final Map<String, Integer> indexes = new HashMap<>();
        private double[] arrivalSeconds = new double[1024];
        private int[] textTokens = new int[1024];
        private int[] imageTokens = new int[1024];
        private int[] outputTokens = new int[1024];
        private int[] prefixTokens = new int[1024];
        private int[] client = new int[1024];
        private int size;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Adds a request.
         *
         * @param seconds when it arrived: in [0, 1e9], and not before the last one added
         * @param text tokens of its text, at least 0
         * @param image tokens of its images, at least 0
         * @param output tokens generated, at least 0
         * @param prefix those of {@code text} that a prefix cache would hold, at least 0; more than {@code text} counts
         *     as all
         * @param sender who sent it; null if not known
         */
        public Builder add(double seconds, int text, int image, int output, int prefix, @Nullable String sender) {
            if (text < 0 || image < 0 || output < 0 || prefix < 0) {
                throw new IllegalArgumentException(
                        "tokens must be at least 0 but were " + text + ", " + image + ", " + output + ", " + prefix);
            }
            return append(seconds, text, image, output, prefix, sender);
        }

        /** Adds a request of which only the arrival is known. */
        public Builder addWithoutTokens(double seconds, @Nullable String sender) {
            return append(seconds, UNKNOWN, 0, 0, 0, sender);
        }

        private Builder append(double seconds, int text, int image, int output, int prefix, @Nullable String sender) {
            double last = lastSeconds();
            if (!(seconds >= last && seconds <= MAX_VALUE)) {
                throw new IllegalArgumentException("a request must arrive at most at " + MAX_VALUE
                        + " s and not before the last one, " + last + " s, but was at " + seconds);
            }
            if (size == arrivalSeconds.length) {
                grow();
            }
            arrivalSeconds[size] = seconds;
            textTokens[size] = text;
            imageTokens[size] = image;
            outputTokens[size] = output;
            prefixTokens[size] = Math.min(prefix, Math.max(0, text));
            client[size] = sender == null ? NOBODY : indexOf(sender);
            size++;
            return this;
        }

        private int indexOf(String sender) {
            Integer known = indexes.putIfAbsent(sender, clients.size());
            if (known != null) {
                return known;
            }
            clients.add(sender);
            return clients.size() - 1;
        }

        private void grow() {
            if (size >= MAX_ROWS) {
                throw new IllegalArgumentException("a trace must have at most " + MAX_ROWS + " requests");
            }
            int larger = size + (size >> 1);
            arrivalSeconds = Arrays.copyOf(arrivalSeconds, larger);
            textTokens = Arrays.copyOf(textTokens, larger);
            imageTokens = Arrays.copyOf(imageTokens, larger);
            outputTokens = Arrays.copyOf(outputTokens, larger);
            prefixTokens = Arrays.copyOf(prefixTokens, larger);
            client = Arrays.copyOf(client, larger);
        }

        /** Returns the number of requests so far. */
        public int size() {
            return size;
        }

        /** Returns when the last request arrived, or 0 if there is none. */
        double lastSeconds() {
            return size == 0 ? 0 : arrivalSeconds[size - 1];
        }

        /** Returns a recording that lasts to the end of the second of its last request. */
        public RequestTrace build() {
            return lasting(Duration.ofSeconds((long) Math.floor(lastSeconds()) + 1));
        }

        /**
         * Returns a recording of a known length.
         *
         * @param duration longer than the time of the last request
         */
        public RequestTrace lasting(Duration duration) {
            if (duration.isNegative() || duration.isZero() || lastSeconds() >= duration.toNanos() / 1e9) {
                throw new IllegalArgumentException("duration must be positive and longer than the last arrival, "
                        + lastSeconds() + " s, but was " + duration);
            }
            return new RequestTrace(this, duration);
        }
    }
}
