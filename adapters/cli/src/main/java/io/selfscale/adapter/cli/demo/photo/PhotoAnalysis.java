package io.selfscale.adapter.cli.demo.photo;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a worker finds out about a photo.
 *
 * @param width of the photo, in pixels
 * @param height of the photo, in pixels
 * @param colours the dominant colours, the most frequent first; their shares add up to 1
 * @param sharpness variance of the Laplacian of the luminance (0 to 255) at 224 x 224 pixels, at least 0; a blurred
 *     photo has a low one
 */
public record PhotoAnalysis(int width, int height, List<DominantColour> colours, double sharpness) {

    public PhotoAnalysis {
        colours = List.copyOf(colours);
        if (!(sharpness >= 0)) {
            throw new IllegalArgumentException("sharpness must be at least 0 but was " + sharpness);
        }
    }

    /**
     * Decodes a photo, resizes it to 224 x 224 pixels and measures it. Costs a few milliseconds of processor time for a
     * small photo and some tens for a large one.
     *
     * @param png a PNG file of at most 4096 pixels a side
     * @throws PhotoFormatException if it is not a PNG file, is damaged or too large
     */
    public static PhotoAnalysis of(byte[] png) throws PhotoFormatException {
        BufferedImage image = PngFile.read(png);
        Thumbnail thumbnail = Thumbnail.of(image);
        return new PhotoAnalysis(
                image.getWidth(), image.getHeight(), DominantColour.of(thumbnail), thumbnail.sharpness());
    }

    /** Returns the analysis as one line of JSON. */
    public String toJson() {
        String list = colours.stream()
                .map(colour ->
                        String.format(Locale.ROOT, "{\"rgb\":\"#%06x\",\"share\":%.3f}", colour.rgb(), colour.share()))
                .collect(Collectors.joining(","));
        return String.format(
                Locale.ROOT,
                "{\"width\":%d,\"height\":%d,\"sharpness\":%.2f,\"colours\":[%s]}",
                width,
                height,
                sharpness,
                list);
    }
}
