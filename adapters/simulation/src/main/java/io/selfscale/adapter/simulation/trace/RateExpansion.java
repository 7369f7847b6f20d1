package io.selfscale.adapter.simulation.trace;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.Duration;
import java.util.SplittableRandom;

/** The requests that are made of counted ones: a Poisson process whose rate is constant within each cell of a grid. */
final class RateExpansion {

    /** From this step on, the rate is interpolated. */
    private static final double LONG_STEP_SECONDS = 300;

    private static final double GRID_SECONDS = 15;

    private final Expansion settings;
    private final RateTrace trace;
    private final Duration length;
    private final double fromSeconds;
    private final boolean interpolated;

    /** Requests that one unit of what was counted stands for. */
    private final double requestsPerUnit;

    RateExpansion(Expansion settings, RateTrace trace) {
        this.settings = settings;
        this.trace = trace;
        this.length = settings.window().lengthIn(trace.name(), trace.duration());
        this.fromSeconds = settings.window().fromSeconds();
        this.interpolated = trace.stepSeconds() >= LONG_STEP_SECONDS;
        this.requestsPerUnit =
                trace.unit() == Trace.Unit.TOKENS ? 1.0 / settings.typical().totalTokens() : 1;
    }

    private double seconds() {
        return length.toNanos() / 1e9;
    }

    /** A stretch of the window in which the rate is constant. */
    private interface CellVisitor {

        /**
         * Takes a cell.
         *
         * @param start in seconds from the start of the window
         * @param end likewise
         * @param perSecond recorded requests per second
         */
        void cell(double start, double end, double perSecond);
    }

    double factor() {
        double[] requests = {0};
        forEachCell((start, end, perSecond) -> requests[0] += (end - start) * perSecond);
        TypicalRequest typical = settings.typical();
        double each = settings.replica()
                .serviceSeconds(
                        typical.textTokens(),
                        typical.imageTokens(),
                        typical.outputTokens(),
                        settings.replica().slots());
        return settings.factor(trace.name(), requests[0], requests[0] * each, seconds());
    }

    Demand expand(SplittableRandom random, ClassDrawer classes) {
        Demand.Builder demand = Demand.named(trace.name());
        forEachCell(new Arrivals(factor(), seconds(), settings.typical(), demand, random, classes));
        return demand.lasting(length);
    }

    private void forEachCell(CellVisitor visitor) {
        double end = fromSeconds + seconds();
        double origin = trace.startSeconds(0);
        double cell = interpolated ? GRID_SECONDS : trace.stepSeconds();
        double last = trace.startSeconds(trace.intervals());
        long index = Math.max(0, (long) Math.floor((fromSeconds - origin) / cell));
        for (double start = origin + index * cell; start < Math.min(end, last); start = origin + index * cell) {
            index++;
            double next = Math.min(last, origin + index * cell);
            double from = Math.max(start, fromSeconds);
            double to = Math.min(next, end);
            if (to > from) {
                double rate = interpolated ? interpolatedRate((start + next) / 2) : rate((int) index - 1);
                visitor.cell(from - fromSeconds, to - fromSeconds, rate * requestsPerUnit);
            }
        }
    }

    /** Returns the recorded rate of an interval. */
    private double rate(int interval) {
        int there = Math.min(interval, trace.intervals() - 1);
        return trace.amount(there) / trace.stepSeconds();
    }

    /** Returns the rate at a time, on the line between the midpoints of the two intervals around it. */
    private double interpolatedRate(double seconds) {
        double place = (seconds - trace.startSeconds(0)) / trace.stepSeconds() - 0.5;
        int before = (int) Math.floor(place);
        if (before < 0) {
            return rate(0);
        }
        double share = place - before;
        return (1 - share) * rate(before) + share * rate(before + 1);
    }

    /**
     * Draws arrivals cell by cell. The time to the next one is exponential in expected requests, so that one draw reaches
     * over as many cells as it takes.
     */
    private static final class Arrivals implements CellVisitor {
        private final double factor;
        private final double lastSeconds;
        private final TypicalRequest typical;
        private final Demand.Builder demand;
        private final SplittableRandom random;
        private final ClassDrawer classes;
        private double left;

        Arrivals(
                double factor,
                double windowSeconds,
                TypicalRequest typical,
                Demand.Builder demand,
                SplittableRandom random,
                ClassDrawer classes) {
            this.factor = factor;
            this.lastSeconds = Math.nextDown(windowSeconds);
            this.typical = typical;
            this.demand = demand;
            this.random = random;
            this.classes = classes;
            this.left = exponential();
        }

        @Override
        public void cell(double start, double end, double perSecond) {
            double rate = factor * perSecond;
            double expected = (end - start) * rate;
            double passed = 0;
            while (left < expected - passed) {
                passed += left;
                // The rounding of the quotient must not lead out of the cell.
                double at = Math.min(Math.min(start + passed / rate, end), lastSeconds);
                demand.add(at, typical.textTokens(), typical.imageTokens(), typical.outputTokens(), classes.next(-1));
                left = exponential();
            }
            left -= expected - passed;
        }

        /** Returns a draw of mean 1; {@code StrictMath} gives the same bits on each machine. */
        private double exponential() {
            return -StrictMath.log(1 - random.nextDouble());
        }
    }
}
