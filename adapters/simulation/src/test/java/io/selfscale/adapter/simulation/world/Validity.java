package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Compares a simulated world with a formula. Runs are added until the standard error of every mean is small. With {@code
 * -Dselfscale.validity=full} that is 0.6 %, and the bar is 2 % and nothing else; this takes minutes. By default it is 5 %,
 * and the bar is 2 % and three standard errors. Each run is a batch: independent of the others, with a seed of its own.
 */
final class Validity {

    static final boolean FULL = "full".equals(System.getProperty("selfscale.validity"));

    private static final double BAR = 0.02;
    private static final double ERROR = FULL ? 0.006 : 0.05;
    private static final int MOST_RUNS = 1_000;

    /** First requests of a run, which find it emptier than the formula has it. */
    private static final int EMPTY = 2_000;

    private static final int RUNS = FULL ? 20 : 6;
    static final int REQUESTS = FULL ? 200_000 : 25_000;

    private Validity() {}

    /** A figure of a run and what it is according to the formula. */
    record Figure(String name, double expected) {}

    /**
     * Checks that the means over runs agree with what they should be.
     *
     * @param run makes the run of a seed and returns its figures, in their order
     */
    static void check(String point, List<Figure> figures, LongFunction<double[]> run) {
        List<Replications> means =
                figures.stream().map(figure -> new Replications()).toList();
        // Each point has numbers of its own: what chance does at one says nothing of another.
        long seeds = point.hashCode() * 1_000_003L;
        for (int i = 0; i < RUNS || (i < MOST_RUNS && worst(means) > ERROR); i++) {
            double[] values = run.apply(seeds + i);
            for (int figure = 0; figure < values.length; figure++) {
                means.get(figure).add(values[figure]);
            }
        }
        for (int i = 0; i < figures.size(); i++) {
            double expected = figures.get(i).expected();
            Replications mean = means.get(i);
            double off = mean.mean() / expected - 1;
            String what = String.format(
                    Locale.ROOT,
                    "%s, %s: %s in %d runs of %d requests, formula %.6f, off by %+.2f %%",
                    point,
                    figures.get(i).name(),
                    mean,
                    mean.runs(),
                    REQUESTS,
                    expected,
                    100 * off);
            if (FULL) {
                System.out.println(what);
            }
            assertThat(mean.relativeError()).as(what).isLessThanOrEqualTo(ERROR);
            assertThat(Math.abs(off)).as(what).isLessThanOrEqualTo(FULL ? BAR : BAR + 3 * mean.relativeError());
        }
    }

    private static double worst(List<Replications> means) {
        return means.stream().mapToDouble(Replications::relativeError).max().orElseThrow();
    }

    /** Returns the share of the requests that waited, the mean wait, and its 95th percentile. */
    static double[] waits(RunRecord run) {
        double[] waits = new double[run.requests().size() - EMPTY];
        double sum = 0;
        int waited = 0;
        for (int i = 0; i < waits.length; i++) {
            waits[i] = run.requests().startSeconds(EMPTY + i) - run.demand().arrivalSeconds(EMPTY + i);
            sum += waits[i];
            waited += waits[i] > 0 ? 1 : 0;
        }
        Arrays.sort(waits);
        return new double[] {
            waited / (double) waits.length, sum / waits.length, waits[(int) Math.ceil(0.95 * waits.length) - 1]
        };
    }

    /** Returns the mean time from arrival to end. */
    static double meanResponse(RunRecord run) {
        double sum = 0;
        for (int i = EMPTY; i < run.requests().size(); i++) {
            sum += run.requests().endSeconds(i) - run.demand().arrivalSeconds(i);
        }
        return sum / (run.requests().size() - EMPTY);
    }
}
