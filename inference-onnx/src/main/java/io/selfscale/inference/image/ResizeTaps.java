package io.selfscale.inference.image;

/**
 * Which input positions, with which weights, make each output position of one axis: the bicubic filter of Pillow
 * ({@code Resample.c}), a = -0.5, widened when shrinking, weights in fixed point.
 */
final class ResizeTaps {

    /** Fraction bits of a weight. */
    static final int FRACTION = 22;

    private static final double SUPPORT = 2.0;
    private static final double A = -0.5;

    /** First input position of each output position. */
    private final int[] first;

    /** Number of weights of each output position. */
    private final int[] counts;

    /** Weights, {@code [out, most]}. */
    private final int[] weights;

    private final int most;

    private ResizeTaps(int[] first, int[] counts, int[] weights, int most) {
        this.first = first;
        this.counts = counts;
        this.weights = weights;
        this.most = most;
    }

    /** Returns the taps that make {@code out} positions of {@code in}. */
    static ResizeTaps of(int in, int out) {
        double scale = (double) in / out;
        double filterScale = Math.max(scale, 1.0);
        double support = SUPPORT * filterScale;
        int most = (int) Math.ceil(support) * 2 + 1;
        int[] first = new int[out];
        int[] counts = new int[out];
        int[] weights = new int[Math.multiplyExact(out, most)];
        double[] exact = new double[most];
        for (int o = 0; o < out; o++) {
            double centre = (o + 0.5) * scale;
            int from = Math.max(0, (int) (centre - support + 0.5));
            int count = Math.min(in, (int) (centre + support + 0.5)) - from;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                // Multiplied by the inverse, as the original does: a division may differ in the last bit.
                exact[i] = kernel((i + from - centre + 0.5) * (1.0 / filterScale));
                sum += exact[i];
            }
            first[o] = from;
            counts[o] = count;
            for (int i = 0; i < count; i++) {
                double fixed = exact[i] / sum * (1 << FRACTION);
                weights[o * most + i] = (int) (fixed < 0 ? fixed - 0.5 : fixed + 0.5);
            }
        }
        return new ResizeTaps(first, counts, weights, most);
    }

    private static double kernel(double position) {
        double x = Math.abs(position);
        if (x < 1.0) {
            return ((A + 2.0) * x - (A + 3.0)) * x * x + 1;
        }
        return x < SUPPORT ? (((x - 5) * x + 8) * x - 4) * A : 0.0;
    }

    int first(int out) {
        return first[out];
    }

    int count(int out) {
        return counts[out];
    }

    /** Weight number {@code tap} of an output position, with {@value #FRACTION} fraction bits. */
    int weight(int out, int tap) {
        return weights[out * most + tap];
    }
}
