package io.selfscale.inference.image;

import io.selfscale.inference.image.ImageException.Reason;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Decodes PNG, JPEG, WebP, GIF and BMP as the reference does: Pillow's {@code exif_transpose}, then {@code convert("RGB")}.
 *
 * <p>The orientation of Exif (or, without it, XMP) is applied. Alpha is dropped, not blended: colours under alpha 0 stay.
 * Palettes are looked up and their transparency is ignored, grey is copied to three channels without a gamma curve, colour
 * profiles are ignored, of 16 bits the upper eight stay (but grey of 16 bits is clipped at 255, as the reference does), CMYK is
 * converted without a profile. Of several images in a file the first is taken.
 *
 * <p>The size that a header promises is checked before any memory is taken for pixels; no temporary file is written. A bad
 * file ends in an {@link ImageException} and nothing else. Safe for concurrent use.
 */
public final class ImageDecoder {

    private final ImageLimits limits;
    private final LongSupplier nanoTime;

    /**
     * Makes a decoder.
     *
     * @param limits what one image may cost
     * @param nanoTime a clock for elapsed time, in nanoseconds, like {@link System#nanoTime()}
     */
    public ImageDecoder(ImageLimits limits, LongSupplier nanoTime) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    }

    /**
     * Decodes an image.
     *
     * @param encoded the whole file, not changed meanwhile
     * @return the image, upright
     * @throws ImageException if it is of no known format, too large, takes too long, or is broken
     */
    public RgbImage decode(byte[] encoded) {
        checkLength(encoded.length);
        ImageFormat format = ImageFormat.of(encoded);
        if (format == null) {
            throw new ImageException(
                    Reason.UNKNOWN_FORMAT,
                    "the " + encoded.length + " bytes are no image that is read: expected PNG, JPEG, WebP, GIF or BMP,"
                            + " found a file that begins with " + beginning(encoded));
        }
        DecodeGuard guard = new DecodeGuard(format, limits, nanoTime);
        return switch (format) {
            case PNG -> PngDecoder.decode(encoded, guard);
            case JPEG -> JpegDecoder.decode(encoded, guard);
            case WEBP -> WebpDecoder.decode(encoded, guard);
            case GIF -> GifDecoder.decode(encoded, guard);
            case BMP -> BmpDecoder.decode(encoded, guard);
        };
    }

    /**
     * Decodes an image from the remaining bytes of a buffer, whose position stays.
     *
     * @param encoded the whole file
     * @return the image, upright
     * @throws ImageException if it is of no known format, too large, takes too long, or is broken
     */
    public RgbImage decode(ByteBuffer encoded) {
        checkLength(encoded.remaining());
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        return decode(bytes);
    }

    private void checkLength(long length) {
        if (length > limits.maxBytes()) {
            throw new ImageException(
                    Reason.TOO_LARGE,
                    "the image has " + length + " bytes, and at most " + limits.maxBytes()
                            + " are allowed: make it smaller, or raise maxBytes");
        }
    }

    private static String beginning(byte[] bytes) {
        if (bytes.length == 0) {
            return "nothing";
        }
        StringBuilder text = new StringBuilder("the bytes");
        for (int i = 0; i < Math.min(8, bytes.length); i++) {
            text.append(' ')
                    .append(Character.forDigit(bytes[i] >> 4 & 15, 16))
                    .append(Character.forDigit(bytes[i] & 15, 16));
        }
        return text.toString();
    }
}
