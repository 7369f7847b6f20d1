package io.selfscale.engine.forecast;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of single-precision numbers, each of which may be missing. Immutable; compact in memory and as text
 * (four bytes each), for states that are kept for every target.
 */
public final class FloatSeries {

    /** Without any number. */
    public static final FloatSeries EMPTY = new FloatSeries(new float[0]);

    private final float[] values;

    private FloatSeries(float[] values) {
        this.values = values;
    }

    /** Returns a series of missing numbers. */
    public static FloatSeries missing(int size) {
        float[] values = new float[size];
        Arrays.fill(values, Float.NaN);
        return size == 0 ? EMPTY : new FloatSeries(values);
    }

    /** Returns how many numbers it has room for. */
    public int size() {
        return values.length;
    }

    /** Tells whether a number is there. */
    public boolean has(int index) {
        return !Float.isNaN(values[index]);
    }

    /** Returns a number, NaN if it is missing. */
    public double get(int index) {
        return values[index];
    }

    /** Returns this with another number, rounded to single precision. */
    public FloatSeries with(int index, double value) {
        float[] next = values.clone();
        next[index] = (float) value;
        return new FloatSeries(next);
    }

    /** Returns this with every number reduced by another series of doubles; missing ones become 0. */
    FloatSeries minus(double[] amounts) {
        float[] next = new float[values.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = Float.isNaN(values[i]) ? 0 : (float) (values[i] - amounts[i]);
        }
        return new FloatSeries(next);
    }

    /**
     * Returns the nearest-rank quantile of the numbers that are there, NaN if there are none.
     *
     * @param share in (0, 1]
     */
    public double quantile(double share) {
        float[] sorted = values.clone();
        Arrays.sort(sorted); // Missing numbers are last.
        int present = sorted.length;
        while (present > 0 && Float.isNaN(sorted[present - 1])) {
            present--;
        }
        if (present == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * present - 1e-9);
        return sorted[Math.max(0, Math.min(present, rank) - 1)];
    }

    /** Returns how many numbers are there. */
    public int present() {
        int count = 0;
        for (float value : values) {
            count += Float.isNaN(value) ? 0 : 1;
        }
        return count;
    }

    /** Returns it as text. */
    public String encode() {
        byte[] bytes = new byte[values.length * 4];
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToIntBits(values[i]);
            for (int k = 0; k < 4; k++) {
                bytes[4 * i + k] = (byte) (bits >>> (8 * k));
            }
        }
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Returns what was written by {@link #encode}.
     *
     * @throws IllegalArgumentException if it is not a series of that size, or has infinite numbers
     */
    public static FloatSeries decode(String text, int size) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length != size * 4) {
            throw new IllegalArgumentException(
                    "a series must have " + size + " numbers but has " + bytes.length + " bytes");
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            int bits = 0;
            for (int k = 0; k < 4; k++) {
                bits |= (bytes[4 * i + k] & 0xff) << (8 * k);
            }
            values[i] = Float.intBitsToFloat(bits);
            if (Float.isInfinite(values[i])) {
                throw new IllegalArgumentException("a series must be finite but number " + i + " is not");
            }
        }
        return size == 0 ? EMPTY : new FloatSeries(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FloatSeries series && Arrays.equals(values, series.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
