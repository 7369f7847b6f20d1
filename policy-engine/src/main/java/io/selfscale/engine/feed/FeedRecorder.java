package io.selfscale.engine.feed;

import io.selfscale.policy.Sample;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.policy.spi.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Records values at a high rate, such as the latency of each request: one thread writes, any number of sources read.
 *
 * <p>{@link #record} is wait-free and allocates nothing. The recorder holds a log-linear histogram that only ever grows;
 * each source remembers what it saw last and reads the difference, so sources do not disturb each other. Percentiles are
 * within 1.6 % of the true value, for values between {@value #LEAST} and {@value #GREATEST}; smaller and larger ones
 * count as these.
 */
public final class FeedRecorder {

    /** Smallest value that is told apart. */
    public static final double LEAST = 1e-6;

    /** Largest value that is told apart. */
    public static final double GREATEST = 1e9;

    /** 32 cells per power of two: the top five bits of the mantissa. */
    private static final int SHIFT = 52 - 5;

    private static final long OFFSET = Double.doubleToRawLongBits(LEAST) >>> SHIFT;
    static final int CELLS = (int) ((Double.doubleToRawLongBits(GREATEST) >>> SHIFT) - OFFSET) + 1;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle SUM;

    static {
        try {
            SUM = MethodHandles.lookup().findVarHandle(FeedRecorder.class, "sum", double.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long[] cells = new long[CELLS];

    @SuppressWarnings("unused") // Written and read through SUM.
    private double sum;

    /** Creates a recorder that holds nothing. */
    public FeedRecorder() {}

    /**
     * Records one value. One thread at a time.
     *
     * @param value in the unit of the signal; NaN, infinite and negative values are dropped
     */
    public void record(double value) {
        if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
            return;
        }
        int cell = cell(value);
        // One writer, so plain reads; opaque writes, so that readers see each cell whole and in the end.
        SUM.setOpaque(this, (double) SUM.get(this) + Math.min(GREATEST, value));
        CELL.setOpaque(cells, cell, cells[cell] + 1);
    }

    /** Returns a source of the recorded values per second; the first reading is absent, and no value is a fresh 0. */
    public MetricSource rate(Ticker ticker) {
        return new FeedRate(this, ticker);
    }

    /**
     * Returns a source of the mean of the values since its last reading.
     *
     * @param idle the sample of an interval without a value: what it means is for the caller to say
     */
    public MetricSource mean(Sample idle) {
        return new FeedMean(this, idle);
    }

    /**
     * Returns a source of a percentile of the values since its last reading.
     *
     * @param share in (0, 1], for instance 0.95
     * @param idle the sample of an interval without a value: what it means is for the caller to say
     */
    public MetricSource percentile(double share, Sample idle) {
        return new FeedPercentile(this, share, idle);
    }

    private static int cell(double value) {
        double clamped = Math.max(LEAST, Math.min(GREATEST, value));
        return (int) ((Double.doubleToRawLongBits(clamped) >>> SHIFT) - OFFSET);
    }

    /** Returns the middle of a cell. */
    static double valueOf(int cell) {
        double low = Double.longBitsToDouble((cell + OFFSET) << SHIFT);
        double high = Double.longBitsToDouble((cell + OFFSET + 1) << SHIFT);
        return (low + high) / 2;
    }

    double sum() {
        return (double) SUM.getOpaque(this);
    }

    /** Copies the counts into {@code into} and returns their total. */
    long copyTo(long[] into) {
        long total = 0;
        for (int i = 0; i < CELLS; i++) {
            long count = (long) CELL.getOpaque(cells, i);
            into[i] = count;
            total += count;
        }
        return total;
    }

    /** Returns the number of values recorded so far. */
    long count() {
        long total = 0;
        for (int i = 0; i < CELLS; i++) {
            total += (long) CELL.getOpaque(cells, i);
        }
        return total;
    }
}
