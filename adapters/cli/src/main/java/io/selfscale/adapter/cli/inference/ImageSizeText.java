package io.selfscale.adapter.cli.inference;

import io.selfscale.adapter.cli.failure.UsageException;
import java.util.Locale;
import java.util.regex.Pattern;

/** A size such as 1024x768. */
final class ImageSizeText {

    private static final Pattern SIZE = Pattern.compile("[0-9]{1,6}[xX][0-9]{1,6}");

    /** Area of the image of one token: 32 pixels square. */
    private static final long LEAST = 1024;

    private ImageSizeText() {}

    /** The area of a size, in pixels. */
    static long area(String text) {
        long area = 0;
        if (SIZE.matcher(text).matches()) {
            int between = text.toLowerCase(Locale.ROOT).indexOf('x');
            area = Long.parseLong(text.substring(0, between)) * Long.parseLong(text.substring(between + 1));
        }
        if (area < LEAST) {
            throw new UsageException(
                    "--image-size is " + text + "; expected WIDTHxHEIGHT of at least 32x32, such as 1024x768");
        }
        return area;
    }
}
