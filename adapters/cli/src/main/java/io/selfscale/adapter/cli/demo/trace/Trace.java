package io.selfscale.adapter.cli.demo.trace;

import io.selfscale.adapter.cli.demo.load.ArrivalSchedule;
import java.time.Duration;

/** A recorded load: the instant of each request, or the number of requests per interval. Immutable. */
public sealed interface Trace permits RequestTrace, RateTrace {

    /** Returns what a recording gives to play. Tokens that were counted are taken for so many typical requests. */
    static Trace of(io.selfscale.adapter.simulation.trace.Trace recorded) {
        return recorded instanceof io.selfscale.adapter.simulation.trace.RequestTrace requests
                ? RequestTrace.of(requests)
                : RateTrace.of((io.selfscale.adapter.simulation.trace.RateTrace) recorded);
    }

    /** Returns how long the recording is, from time zero to the end of its last second or interval; positive. */
    Duration duration();

    /** Returns how many requests were recorded. */
    double requests();

    /**
     * Returns the greatest rate over any stretch of the given length, in requests per second of recorded time. Within
     * an interval of which only the number of requests is known they count as evenly spread.
     *
     * @param window positive; a longer one than the recording counts as the whole recording
     */
    double peakRate(Duration window);

    /**
     * Returns the arrivals to be sent. The same arguments give the same arrivals.
     *
     * <p>A factor below 1 keeps each recorded request with that probability. A factor above 1 sends each recorded
     * request as often as the factor says (a fraction by chance), the copies within half a second of recorded time
     * of the original. Requests that were only counted arrive at random instants of their interval.
     *
     * @param speedup how many seconds of the recording pass in one second; finite and positive
     * @param factor by how much the number of requests is multiplied; finite and positive
     * @param seed decides everything that is left to chance
     * @throws IllegalArgumentException if an argument is out of range, or there would be more than
     *     {@value ArrivalSchedule#MAX_ARRIVALS} requests
     */
    ArrivalSchedule scaled(double speedup, double factor, long seed);
}
