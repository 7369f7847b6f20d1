package io.selfscale.inference.image;

import io.selfscale.inference.image.ImageException.Reason;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Holds the decoding of one image to its limits and words what is wrong with it; confined to one thread. */
final class DecodeGuard {

    private final ImageFormat format;
    private final ImageLimits limits;
    private final LongSupplier nanoTime;
    private final long beganNanos;
    private final long maxNanos;

    DecodeGuard(ImageFormat format, ImageLimits limits, LongSupplier nanoTime) {
        this.format = format;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.beganNanos = nanoTime.getAsLong();
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        this.maxNanos = limits.maxTime().compareTo(longest) > 0
                ? Long.MAX_VALUE
                : limits.maxTime().toNanos();
    }

    /** Refuses a size that a header promises, before any pixel has memory. */
    void checkSize(long width, long height) {
        if (width < 1 || height < 1) {
            throw corrupt("its header promises " + width + " x " + height + " pixels");
        }
        // Division, because the product of two 32-bit sides may not fit.
        if (width > limits.maxPixels() / height) {
            throw new ImageException(
                    Reason.TOO_LARGE,
                    "the " + format.label() + " image has " + width + " x " + height + " pixels, and at most "
                            + limits.maxPixels() + " are allowed: make it smaller, or raise maxPixels");
        }
    }

    /** Whether the time is over. */
    boolean isExpired() {
        return nanoTime.getAsLong() - beganNanos > maxNanos;
    }

    /** Fails when the time is over. */
    void checkTime() {
        if (isExpired()) {
            throw new ImageException(
                    Reason.TIMED_OUT,
                    "decoding the " + format.label() + " image took longer than " + limits.maxTime()
                            + ": make it smaller, or raise maxTime");
        }
    }

    ImageException truncated() {
        return corrupt("it ends before its last pixel");
    }

    ImageException corrupt(String detail) {
        return new ImageException(Reason.CORRUPT, corruptMessage(detail));
    }

    ImageException corrupt(Exception cause) {
        return new ImageException(Reason.CORRUPT, corruptMessage("the decoder says: " + cause.getMessage()), cause);
    }

    private String corruptMessage(String detail) {
        return "the " + format.label() + " image cannot be decoded, " + detail
                + ": check that it was sent whole, or save it again";
    }

    ImageException unsupported(String detail) {
        return new ImageException(
                Reason.UNSUPPORTED,
                "the " + format.label() + " image is of a kind that is not read, " + detail
                        + ": save it as an ordinary PNG or JPEG");
    }
}
