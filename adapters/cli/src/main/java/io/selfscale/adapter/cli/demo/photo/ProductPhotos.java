package io.selfscale.adapter.cli.demo.photo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A small stock of product photos, drawn once and sent many times. The same seed draws the same photos. Drawing them
 * takes about a second of processor time. Immutable; safe for concurrent use.
 */
public final class ProductPhotos {

    /** Different photos of each size: enough that no two neighbours look alike, few enough to be drawn at start. */
    private static final int VARIANTS = 2;

    private final Map<PhotoSize, List<Photo>> bySize;

    private ProductPhotos(Map<PhotoSize, List<Photo>> bySize) {
        this.bySize = bySize;
    }

    /** Draws a stock of photos of all sizes. */
    public static ProductPhotos draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<PhotoSize, List<Photo>> bySize = new EnumMap<>(PhotoSize.class);
        for (PhotoSize size : PhotoSize.values()) {
            List<Photo> variants = new ArrayList<>(VARIANTS);
            for (int i = 0; i < VARIANTS; i++) {
                variants.add(drawOne(size, random.nextLong()));
            }
            bySize.put(size, List.copyOf(variants));
        }
        return new ProductPhotos(bySize);
    }

    /** Draws one photo. */
    public static Photo drawOne(PhotoSize size, long seed) {
        return new Photo(size, PngFile.write(new StillLife(new SplittableRandom(seed)).paint(size)));
    }

    /** Picks a photo: its size as often as {@link PhotoSize#weight()} says, then any photo of that size. */
    public Photo next(RandomGenerator random) {
        return ofSize(PhotoSize.pick(random), random);
    }

    /** Picks any photo of the given size. */
    public Photo ofSize(PhotoSize size, RandomGenerator random) {
        List<Photo> variants = all(size);
        return variants.get(random.nextInt(variants.size()));
    }

    /** Returns all photos of the given size; never empty. */
    public List<Photo> all(PhotoSize size) {
        List<Photo> variants = bySize.get(size);
        if (variants == null) {
            throw new AssertionError(size);
        }
        return variants;
    }
}
