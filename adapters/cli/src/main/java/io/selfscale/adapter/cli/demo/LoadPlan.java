package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import io.selfscale.adapter.cli.demo.load.LoadProfile;
import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import java.time.Duration;
import java.util.Locale;

/**
 * The load of a run, fixed before it begins.
 *
 * @param arrivals when each request is sent
 * @param description what it is, for a person
 */
record LoadPlan(ArrivalSchedule arrivals, String description) {

    /** What the peak of the load takes; between three and four, so that four are enough and three are not. */
    static final double PEAK_WORKERS = 3.7;

    /** The rate of a trace is judged by a sample of it that is no larger than this. */
    private static final double SAMPLED_REQUESTS = 200_000;

    /** Photos in which each size comes a whole number of times. */
    private static final int MIX = 20;

    /** Coprime to {@link #MIX}, so that every place comes once, and neighbours are far apart. */
    private static final int MIX_STRIDE = 13;

    private static final Duration PEAK_WINDOW = Duration.ofMinutes(5);
    private static final Duration LEAST_PEAK_WINDOW = Duration.ofSeconds(2);

    /**
     * Plans the load.
     *
     * @param capacity requests per second that one worker serves, positive
     */
    static LoadPlan of(DemoSettings settings, TimeFactor factor, double capacity) {
        TraceReplay replay = settings.replay();
        return replay == null ? profile(settings, capacity) : trace(settings, replay, factor, capacity);
    }

    private static LoadPlan profile(DemoSettings settings, double capacity) {
        double peak = PEAK_WORKERS * capacity;
        ArrivalSchedule arrivals = evenlyMixed(
                ArrivalSchedule.poisson(LoadProfile.elevenEleven(settings.length(), peak), settings.seed()),
                settings.seed());
        return new LoadPlan(
                arrivals,
                String.format(
                        Locale.ROOT,
                        "11.11 profile (calm, ramp, 10x burst, decline): %,d requests, peak %.1f/s = %.1f workers",
                        arrivals.size(),
                        peak,
                        PEAK_WORKERS));
    }

    private static LoadPlan trace(DemoSettings settings, TraceReplay replay, TimeFactor factor, double capacity) {
        Duration window = factor.shrink(PEAK_WINDOW);
        window = window.compareTo(LEAST_PEAK_WINDOW) < 0 ? LEAST_PEAK_WINDOW : window;
        double sampled = Math.min(1, SAMPLED_REQUESTS / Math.max(replay.trace().requests(), 1));
        double recordedPeak = peakRate(scaled(settings, replay, sampled), window) / sampled;
        Double asked = replay.scale();
        double scale = asked != null ? asked : PEAK_WORKERS * capacity / recordedPeak;
        ArrivalSchedule arrivals = scaled(settings, replay, scale);
        return new LoadPlan(
                arrivals,
                String.format(
                        Locale.ROOT,
                        "trace %s at speedup %s, scale %.4g (%s): %,d requests, peak %.1f/s over %.1f s = %.1f workers",
                        replay.file().getFileName(),
                        plain(replay.speedup()),
                        scale,
                        asked != null ? "as asked" : "auto",
                        arrivals.size(),
                        scale * recordedPeak,
                        Durations.seconds(window),
                        scale * recordedPeak / capacity));
    }

    private static ArrivalSchedule scaled(DemoSettings settings, TraceReplay replay, double scale) {
        return replay.trace().scaled(replay.speedup(), scale, settings.seed()).until(settings.length());
    }

    /**
     * Returns the same arrivals with photos of every size spread evenly: any twenty requests in a row have exactly the
     * usual mix. Drawn at random, a few large photos more or less would decide what a worker serves in three seconds,
     * and so the throughput by number of workers.
     */
    static ArrivalSchedule evenlyMixed(ArrivalSchedule arrivals, long seed) {
        ArrivalSchedule.Builder mixed = new ArrivalSchedule.Builder(arrivals.size());
        int place = Math.floorMod(seed, MIX);
        for (int i = 0; i < arrivals.size(); i++) {
            mixed.add(arrivals.atSeconds(i), PhotoSize.atRank((place + 0.5) / MIX));
            place = (place + MIX_STRIDE) % MIX;
        }
        return mixed.build(arrivals.duration());
    }

    /** Returns the greatest rate over any stretch of the given length, in requests per second; at least one request. */
    static double peakRate(ArrivalSchedule arrivals, Duration window) {
        double seconds = Durations.seconds(window);
        int most = 1;
        int first = 0;
        for (int last = 0; last < arrivals.size(); last++) {
            while (arrivals.atSeconds(last) - arrivals.atSeconds(first) >= seconds) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most / seconds;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
