package io.selfscale.adapter.cli.demo.load;

import io.selfscale.adapter.cli.demo.photo.Photo;
import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The instant of each request, fixed before the first is sent, and where it is known the size of its photo. Immutable;
 * safe for concurrent use.
 */
public final class ArrivalSchedule {

    /** The most arrivals that a schedule may have: more do not pass one front door in a demo, and would fill memory. */
    public static final int MAX_ARRIVALS = 10_000_000;

    private final double[] seconds;

    /** The size of each photo, or null for any size. */
    private final @Nullable PhotoSize[] sizes;

    private final Duration duration;

    private ArrivalSchedule(double[] seconds, @Nullable PhotoSize[] sizes, Duration duration) {
        this.seconds = seconds;
        this.sizes = sizes;
        this.duration = duration;
    }

    /**
     * Draws arrivals that are independent of each other (a Poisson process), as many as the profile says.
     *
     * @param seed the same one draws the same arrivals
     * @throws IllegalArgumentException if more than {@value #MAX_ARRIVALS} arrivals are to be expected
     */
    public static ArrivalSchedule poisson(LoadProfile profile, long seed) {
        double peak = profile.peakRequestsPerSecond();
        Builder arrivals = new Builder(profile.expectedRequests());
        double end = profile.duration().toNanos() / 1e9;
        if (peak > 0) {
            // Thinning: draw at the peak rate, keep each with the probability rate / peak.
            SplittableRandom random = new SplittableRandom(seed);
            double at = exponential(random) / peak;
            while (at < end) {
                if (random.nextDouble() * peak < profile.requestsPerSecond(at)) {
                    arrivals.add(at);
                }
                at += exponential(random) / peak;
            }
        }
        return arrivals.build(profile.duration());
    }

    /**
     * Returns a schedule of requests that all arrive at time zero, with photos of each size in the exact proportions
     * of {@link PhotoSize#weight()}: twenty per round, in a mixed order. For measuring how much one replica can carry.
     *
     * @param rounds at least 1
     */
    public static ArrivalSchedule burst(int rounds, long seed) {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1 but was " + rounds);
        }
        int perRound = 20;
        Builder arrivals = new Builder((double) rounds * perRound);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < rounds; round++) {
            PhotoSize[] mix = new PhotoSize[perRound];
            for (int i = 0; i < perRound; i++) {
                int other = random.nextInt(i + 1);
                mix[i] = mix[other];
                mix[other] = PhotoSize.atRank((i + 0.5) / perRound);
            }
            for (PhotoSize size : mix) {
                arrivals.add(0, size);
            }
        }
        return arrivals.build(Duration.ZERO);
    }

    /** Returns the number of arrivals. */
    public int size() {
        return seconds.length;
    }

    /** Returns when a request arrives, in seconds since the start; at least 0, never before the one before. */
    public double atSeconds(int index) {
        return seconds[index];
    }

    /** Picks the photo of a request: of its own size if that is known, else of any size in the usual mix. */
    public Photo photo(int index, ProductPhotos photos, RandomGenerator random) {
        PhotoSize size = sizes[index];
        return size == null ? photos.next(random) : photos.ofSize(size, random);
    }

    /** Returns how long the load lasts; the last arrival may come earlier. */
    public Duration duration() {
        return duration;
    }

    /** Returns the arrivals before the given time only. */
    public ArrivalSchedule until(Duration end) {
        if (end.compareTo(duration) >= 0) {
            return this;
        }
        double endSeconds = end.toNanos() / 1e9;
        int count = 0;
        while (count < seconds.length && seconds[count] < endSeconds) {
            count++;
        }
        return new ArrivalSchedule(Arrays.copyOf(seconds, count), Arrays.copyOf(sizes, count), end);
    }

    private static double exponential(RandomGenerator random) {
        return -Math.log1p(-random.nextDouble());
    }

    /** Collects arrivals in any order. Not safe for concurrent use. */
    public static final class Builder {
        private double[] seconds;
        private @Nullable PhotoSize[] sizes;
        private int count;
        private boolean sorted = true;

        /**
         * Creates a builder.
         *
         * @param expected how many arrivals are to be expected
         * @throws IllegalArgumentException if that is more than {@value #MAX_ARRIVALS}
         */
        public Builder(double expected) {
            if (!(expected >= 0 && expected <= MAX_ARRIVALS)) {
                throw tooMany(Math.round(expected));
            }
            int capacity = 16 + (int) (expected * 1.1);
            this.seconds = new double[capacity];
            this.sizes = new @Nullable PhotoSize[capacity];
        }

        /** Adds the arrival of a photo of any size. */
        public void add(double atSeconds) {
            append(atSeconds, null);
        }

        /** Adds the arrival of a photo of a known size. */
        public void add(double atSeconds, PhotoSize size) {
            append(atSeconds, size);
        }

        private void append(double atSeconds, @Nullable PhotoSize size) {
            if (!(atSeconds >= 0)) {
                throw new IllegalArgumentException("an arrival must be at 0 s or later but was at " + atSeconds);
            }
            if (count == seconds.length) {
                if (count >= 2 * MAX_ARRIVALS) {
                    throw tooMany(count);
                }
                seconds = Arrays.copyOf(seconds, 2 * count);
                sizes = Arrays.copyOf(sizes, 2 * count);
            }
            sorted &= count == 0 || atSeconds >= seconds[count - 1];
            seconds[count] = atSeconds;
            sizes[count] = size;
            count++;
        }

        /** Returns the schedule of what was added, in the order of time. */
        public ArrivalSchedule build(Duration duration) {
            double[] at = Arrays.copyOf(seconds, count);
            @Nullable PhotoSize[] size = Arrays.copyOf(sizes, count);
            if (!sorted) {
                sort(at, size);
            }
            return new ArrivalSchedule(at, size, duration);
        }

        /** Sorts both arrays by time; arrivals at the same time keep their order. */
        private static void sort(double[] at, @Nullable PhotoSize[] size) {
            Integer[] order = new Integer[at.length];
            Arrays.setAll(order, i -> i);
            double[] before = at.clone();
            @Nullable PhotoSize[] sizeBefore = size.clone();
            Arrays.sort(order, (a, b) -> Double.compare(before[a], before[b]));
            for (int i = 0; i < order.length; i++) {
                at[i] = before[order[i]];
                size[i] = sizeBefore[order[i]];
            }
        }

        private static IllegalArgumentException tooMany(long requests) {
            return new IllegalArgumentException(
                    "a load must have at most " + MAX_ARRIVALS + " requests, but this one would have " + requests);
        }
    }
}
