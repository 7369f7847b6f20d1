package io.selfscale.adapter.cli.demo.photo;

import java.util.random.RandomGenerator;

/** The sizes of photos that customers send, and how often each comes. */
public enum PhotoSize {
    /** 320 x 240 pixels, 45 of 100 photos. */
    THUMBNAIL(320, 240, 45),
    /** 640 x 480 pixels, 35 of 100 photos. */
    SMALL(640, 480, 35),
    /** 1280 x 720 pixels, 15 of 100 photos. */
    MEDIUM(1280, 720, 15),
    /** 1920 x 1080 pixels, 5 of 100 photos. */
    LARGE(1920, 1080, 5);

    /** The sum of all weights. */
    static final int TOTAL_WEIGHT = 100;

    private final int width;
    private final int height;
    private final int weight;

    PhotoSize(int width, int height, int weight) {
        this.width = width;
        this.height = height;
        this.weight = weight;
    }

    /** Returns the width in pixels. */
    public int width() {
        return width;
    }

    /** Returns the height in pixels. */
    public int height() {
        return height;
    }

    /** Returns how many of 100 photos have this size. */
    public int weight() {
        return weight;
    }

    /** Picks a size at random, each as often as its weight says. */
    public static PhotoSize pick(RandomGenerator random) {
        return atRank(random.nextDouble());
    }

    /**
     * Returns the size of the photo at a rank, if photos are sorted from small to large.
     *
     * @param rank the share of photos that are smaller, in [0, 1]
     */
    public static PhotoSize atRank(double rank) {
        double reached = 0;
        for (PhotoSize size : values()) {
            reached += size.weight;
            if (rank * TOTAL_WEIGHT < reached) {
                return size;
            }
        }
        return LARGE;
    }
}
