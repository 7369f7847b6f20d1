package io.selfscale.adapter.cli.demo.photo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A colour that much of a photo has.
 *
 * @param rgb red, green and blue, eight bits each
 * @param share of the photo that is nearest to this colour, in (0, 1]
 */
public record DominantColour(int rgb, double share) {

    private static final int COLOURS = 5;
    private static final int ROUNDS = 8;

    public DominantColour {
        if (rgb < 0 || rgb > 0xffffff) {
            throw new IllegalArgumentException("rgb must have 24 bits but was " + Integer.toHexString(rgb));
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in (0, 1] but was " + share);
        }
    }

    /** Finds the dominant colours by k-means with evenly spread first centres; deterministic. */
    static List<DominantColour> of(Thumbnail thumbnail) {
        int[] pixels = thumbnail.pixels();
        int[] centres = new int[COLOURS];
        for (int i = 0; i < COLOURS; i++) {
            centres[i] = pixels[(2 * i + 1) * pixels.length / (2 * COLOURS)];
        }
        long[][] sums = new long[COLOURS][];
        for (int round = 0; round < ROUNDS; round++) {
            sums = assign(pixels, centres);
            for (int i = 0; i < COLOURS; i++) {
                long count = sums[i][3];
                if (count > 0) {
                    centres[i] = ((int) (sums[i][0] / count) << 16)
                            | ((int) (sums[i][1] / count) << 8)
                            | (int) (sums[i][2] / count);
                }
            }
        }
        return ranked(centres, sums);
    }

    /** Returns for each centre the sums of red, green and blue and the number of the pixels nearest to it. */
    private static long[][] assign(int[] pixels, int[] centres) {
        long[][] sums = new long[COLOURS][4];
        for (int pixel : pixels) {
            long[] sum = sums[nearest(pixel, centres)];
            sum[0] += (pixel >> 16) & 0xff;
            sum[1] += (pixel >> 8) & 0xff;
            sum[2] += pixel & 0xff;
            sum[3]++;
        }
        return sums;
    }

    private static int nearest(int pixel, int[] centres) {
        int best = 0;
        int bestDistance = Integer.MAX_VALUE;
        for (int i = 0; i < centres.length; i++) {
            int red = ((pixel >> 16) & 0xff) - ((centres[i] >> 16) & 0xff);
            int green = ((pixel >> 8) & 0xff) - ((centres[i] >> 8) & 0xff);
            int blue = (pixel & 0xff) - (centres[i] & 0xff);
            int distance = red * red + green * green + blue * blue;
            if (distance < bestDistance) {
                bestDistance = distance;
                best = i;
            }
        }
        return best;
    }

    private static List<DominantColour> ranked(int[] centres, long[][] sums) {
        long total = 0;
        for (long[] sum : sums) {
            total += sum[3];
        }
        List<DominantColour> colours = new ArrayList<>(COLOURS);
        for (int i = 0; i < centres.length; i++) {
            if (sums[i][3] > 0) {
                colours.add(new DominantColour(centres[i], (double) sums[i][3] / total));
            }
        }
        colours.sort(Comparator.comparingDouble(DominantColour::share).reversed());
        return colours;
    }
}
