package io.selfscale.adapter.cli.demo.trace;

import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A recording with the instant of each request. */
public final class RequestTrace implements Trace {

    /** Copies of a request are sent up to this much before or after it, in seconds of recorded time. */
    private static final double JITTER_SECONDS = 0.5;

    private final double[] arrivalSeconds;

    /** Tokens of the images of each request, or empty if they are not known. */
    private final double[] imageTokens;

    /**
     * Takes over the arrays.
     *
     * @param arrivalSeconds finite, at least 0, in ascending order; at least one
     * @param imageTokens one for each arrival, or none at all
     */
    RequestTrace(double[] arrivalSeconds, double[] imageTokens) {
        this.arrivalSeconds = arrivalSeconds;
        this.imageTokens = imageTokens;
    }

    static RequestTrace of(io.selfscale.adapter.simulation.trace.RequestTrace recorded) {
        double[] arrivals = new double[recorded.size()];
        double[] tokens = new double[recorded.size()];
        Arrays.setAll(arrivals, recorded::arrivalSeconds);
        Arrays.setAll(tokens, recorded::imageTokens);
        // A recording without images says nothing about the size of photos.
        boolean images = Arrays.stream(tokens).anyMatch(each -> each > 0);
        return new RequestTrace(arrivals, images ? tokens : new double[0]);
    }

    @Override
    public Duration duration() {
        return Duration.ofSeconds((long) Math.floor(arrivalSeconds[arrivalSeconds.length - 1]) + 1);
    }

    @Override
    public double requests() {
        return arrivalSeconds.length;
    }

    /** Returns when a request arrived, in seconds since the start of the recording. */
    public double arrivalSeconds(int index) {
        return arrivalSeconds[index];
    }

    @Override
    public double peakRate(Duration window) {
        double length = Math.min(Scale.requirePositive(window), duration().toNanos() / 1e9);
        int most = 0;
        int first = 0;
        for (int last = 0; last < arrivalSeconds.length; last++) {
            while (arrivalSeconds[last] - arrivalSeconds[first] >= length) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most / length;
    }

    @Override
    public ArrivalSchedule scaled(double speedup, double factor, long seed) {
        Scale.requirePositive("speedup", speedup);
        Scale.requirePositive("factor", factor);
        ArrivalSchedule.Builder arrivals = new ArrivalSchedule.Builder(factor * arrivalSeconds.length);
        SplittableRandom random = new SplittableRandom(seed);
        SizeRanks ranks = new SizeRanks(imageTokens);
        double end = duration().toNanos() / 1e9;
        for (int i = 0; i < arrivalSeconds.length; i++) {
            int copies = Scale.roundByChance(factor, random);
            for (int copy = 0; copy < copies; copy++) {
                double at = arrivalSeconds[i];
                if (copy > 0) {
                    at += JITTER_SECONDS * (2 * random.nextDouble() - 1);
                    at = Math.max(0, Math.min(Math.nextDown(end), at));
                }
                if (imageTokens.length == 0) {
                    arrivals.add(at / speedup);
                } else {
                    arrivals.add(at / speedup, ranks.sizeOf(imageTokens[i]));
                }
            }
        }
        return arrivals.build(Scale.faster(duration(), speedup));
    }

    /**
     * Gives larger photos to requests with more image tokens, such that the sizes come as often as they usually do: the
     * capacity of a worker, measured with the usual mix, then holds for the trace too.
     */
    private static final class SizeRanks {
        private final double[] sorted;

        SizeRanks(double[] tokens) {
            sorted = tokens.clone();
            Arrays.sort(sorted);
        }

        PhotoSize sizeOf(double tokens) {
            int below = firstAtLeast(tokens);
            int notAbove = firstAtLeast(Math.nextUp(tokens));
            return PhotoSize.atRank((below + notAbove) / (2.0 * sorted.length));
        }

        private int firstAtLeast(double tokens) {
            int low = 0;
            int high = sorted.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sorted[middle] < tokens) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
