package io.selfscale.adapter.cli.inference;

import io.selfscale.adapter.cli.failure.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size such as 1024x768. */
final class ImageSizeText {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})[xX]([0-9]{1,6})");

    /** Area of the image of one token: 32 pixels square. */
    private static final long LEAST = 1024;

    private ImageSizeText() {}

    /** The area of a size, in pixels. */
    static long area(String text) {
        Matcher matcher = SIZE.matcher(text);
        long area = matcher.matches() ? Long.parseLong(matcher.group(1)) * Long.parseLong(matcher.group(2)) : 0;
        if (area < LEAST) {
            throw new UsageException(
                    "--image-size is " + text + "; expected WIDTHxHEIGHT of at least 32x32, such as 1024x768");
        }
        return area;
    }
}
