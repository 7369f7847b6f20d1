package io.selfscale.adapter.cli.demo.worker;

import io.selfscale.adapter.cli.demo.photo.Photo;
import io.selfscale.adapter.cli.demo.photo.PhotoAnalysis;
import io.selfscale.adapter.cli.demo.photo.PhotoFormatException;
import io.selfscale.adapter.cli.demo.photo.PhotoSize;
import io.selfscale.adapter.cli.demo.photo.ProductPhotos;
import java.util.List;
import java.util.function.LongSupplier;

/** Analyses photos until the compiler of the virtual machine has done its work, so that real requests cost the same. */
final class WarmUp {

    /** By measurement the cost of a photo is steady well before so much processor time is used. */
    private static final long CPU_NANOS = 400_000_000;

    /** A bound for a machine whose processor time cannot be measured. */
    private static final int MAX_ROUNDS = 50;

    private static final long SEED = 1111;

    private WarmUp() {}

    /** Works on the calling thread until enough of its processor time is used. */
    static void run(LongSupplier threadCpuNanos) {
        List<Photo> photos = List.of(
                ProductPhotos.drawOne(PhotoSize.THUMBNAIL, SEED), ProductPhotos.drawOne(PhotoSize.SMALL, SEED + 1));
        long start = threadCpuNanos.getAsLong();
        for (int round = 0; round < MAX_ROUNDS && threadCpuNanos.getAsLong() - start < CPU_NANOS; round++) {
            for (Photo photo : photos) {
                analyze(photo);
            }
        }
    }

    private static void analyze(Photo photo) {
        try {
            PhotoAnalysis.of(photo.png()).toJson();
        } catch (PhotoFormatException e) {
            throw new IllegalStateException("a photo drawn by the demo must be a PNG file", e);
        }
    }
}
