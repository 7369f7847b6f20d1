package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BicubicResizerTest {

    private static final int[] ROW = {0, 10, 40, 90, 160, 250, 255, 0};

    @ParameterizedTest
    @CsvSource({"5, 2 36 125 252 101", "12, 0 3 14 34 63 100 147 209 255 255 120 0", "4, 4 63 213 142"})
    void resizesARowAndAColumnToTheValuesOfPillow(int length, String expected) {
        RgbImage row = BicubicResizer.resize(grey(8, 1), new ImageSize(length, 1));
        RgbImage column = BicubicResizer.resize(grey(1, 8), new ImageSize(1, length));

        assertThat(levels(row)).isEqualTo(expected);
        assertThat(levels(column)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // CRC-32 of the pixels that Pillow 12.3.0 makes of TestConfigs.noise by resize(size, BICUBIC); 13 changes the
        // fourth.
        "61, 47, 96, 64, 64387ee8",
        "61, 47, 32, 32, 2106bc5b",
        "61, 47, 7, 90, ae67875f",
        "61, 47, 200, 20, 33c3e02b",
        "61, 47, 61, 64, d46c3253",
        "61, 47, 64, 47, 56f86091",
        "5, 3, 64, 96, ffd4f85d",
        "300, 2, 32, 32, b0d81c07",
        "1, 1, 32, 32, 843aaa5f",
        "199, 133, 192, 128, 0af27830",
    })
    void resizesColoursToTheValuesOfPillow(int width, int height, int newWidth, int newHeight, String expected) {
        RgbImage resized = BicubicResizer.resize(TestConfigs.noise(width, height), new ImageSize(newWidth, newHeight));

        CRC32 sum = new CRC32();
        sum.update(resized.rgb());
        assertThat(String.format("%08x", sum.getValue())).isEqualTo(expected);
        assertThat(resized.width()).isEqualTo(newWidth);
        assertThat(resized.height()).isEqualTo(newHeight);
    }

    @Test
    void weighsTheTapsAsPillowDoes() {
        ResizeTaps taps = ResizeTaps.of(8, 5);

        assertThat(taps.first(0)).isZero();
        assertThat(taps.count(0)).isEqualTo(4);
        double[] expected = {0.611381, 0.429092, -0.018213, -0.022260};
        for (int tap = 0; tap < expected.length; tap++) {
            assertThat(taps.weight(0, tap) / (double) (1 << ResizeTaps.FRACTION))
                    .isCloseTo(expected[tap], within(1e-6));
        }
    }

    @Test
    void leavesAnImageOfTheWantedSizeAlone() {
        RgbImage image = TestConfigs.noise(5, 4);

        assertThat(BicubicResizer.resize(image, new ImageSize(5, 4))).isSameAs(image);
    }

    private static RgbImage grey(int width, int height) {
        byte[] rgb = new byte[3 * ROW.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ROW[i / 3];
        }
        return new RgbImage(width, height, rgb);
    }

    private static String levels(RgbImage image) {
        StringBuilder levels = new StringBuilder();
        for (int i = 0; i < image.rgb().length; i += 3) {
            assertThat(image.rgb()[i + 1]).isEqualTo(image.rgb()[i]);
            assertThat(image.rgb()[i + 2]).isEqualTo(image.rgb()[i]);
            levels.append(i == 0 ? "" : " ").append(image.rgb()[i] & 0xff);
        }
        return levels.toString();
    }
}
