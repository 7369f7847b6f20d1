package io.selfscale.adapter.cli.report.series;

/**
 * Time cut into bins of equal, round length.
 *
 * @param seconds length of a bin, positive
 * @param count number of bins, at least 1; the last one may be cut short by the end
 * @param endSeconds end of the time, positive
 */
public record TimeBins(double seconds, int count, double endSeconds) {

    private static final int[] ROUND = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400
    };

    public TimeBins {
        if (!(seconds > 0) || count < 1 || !(endSeconds > (count - 1) * seconds)) {
            throw new IllegalArgumentException(
                    "bins of a positive length, the last not after the end, are needed but were " + count + " of "
                            + seconds + " s up to " + endSeconds + " s");
        }
    }

    /**
     * Returns the shortest round bins that are few enough.
     *
     * @param endSeconds end of the time, positive
     * @param leastSeconds shortest length of a bin, positive
     * @param most greatest number of bins, at least 1
     */
    public static TimeBins of(double endSeconds, double leastSeconds, int most) {
        double length = Double.NaN;
        for (int round : ROUND) {
            if (round >= leastSeconds && Math.ceil(endSeconds / round) <= most) {
                length = round;
                break;
            }
        }
        if (Double.isNaN(length)) {
            double day = ROUND[ROUND.length - 1];
            length = day * Math.ceil(Math.max(leastSeconds, endSeconds / most) / day);
        }
        return new TimeBins(length, Math.max(1, (int) Math.ceil(endSeconds / length)), endSeconds);
    }

    /** Returns the bin of a time; times before or after all bins belong to the first or last one. */
    public int index(double time) {
        return Math.max(0, Math.min(count - 1, (int) (time / seconds)));
    }

    /** Returns when a bin begins. */
    public double startSeconds(int bin) {
        return bin * seconds;
    }

    /** Returns when a bin ends. */
    public double endSeconds(int bin) {
        return Math.min(endSeconds, (bin + 1) * seconds);
    }
}
