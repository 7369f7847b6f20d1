package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageDecoderTest {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults(), System::nanoTime);

    static List<String> names() throws IOException {
        return TestImages.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void decodesToTheValuesOfPillow(String name) throws IOException {
        RgbImage image = decoder.decode(TestImages.bytes(name));

        // Read by the JDK: these are ordinary PNG files of three channels.
        BufferedImage expected = ImageIO.read(new ByteArrayInputStream(TestImages.expected(name)));
        assertThat(image.width()).isEqualTo(expected.getWidth());
        assertThat(image.height()).isEqualTo(expected.getHeight());
        int[] samples = expected.getRaster().getPixels(0, 0, image.width(), image.height(), (int[]) null);
        assertThat(image.rgb()).hasSameSizeAs(samples);
        long sum = 0;
        for (int i = 0; i < samples.length; i++) {
            int difference = Math.abs((image.rgb()[i] & 0xff) - samples[i]);
            sum += difference;
            // Pillow smooths the halved colours of lossy WebP, the decoder here repeats them.
            assertThat(difference).as("value %s", i).isLessThanOrEqualTo(name.startsWith("lossy") ? 40 : 0);
        }
        assertThat((double) sum / samples.length).isLessThan(4);
    }

    @Test
    void testsEveryFormat() throws IOException {
        assertThat(names()).hasSizeGreaterThan(60);
        Set<ImageFormat> formats = EnumSet.noneOf(ImageFormat.class);
        for (String name : names()) {
            ImageFormat format = ImageFormat.of(TestImages.bytes(name));
            if (format != null) {
                formats.add(format);
            }
        }
        assertThat(formats).containsExactly(ImageFormat.values());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 1 2 3 4 5 6",
        "1, 2, 1 2 3 4 5 6",
        "2, 2, 2 1 4 3 6 5",
        "3, 2, 6 5 4 3 2 1",
        "4, 2, 5 6 3 4 1 2",
        "5, 3, 1 3 5 2 4 6",
        "6, 3, 5 3 1 6 4 2",
        "7, 3, 6 4 2 5 3 1",
        "8, 3, 2 4 6 1 3 5",
        "9, 2, 1 2 3 4 5 6",
    })
    void turnsAnImageUpright(int orientation, int width, String expected) {
        byte[] exif = ByteBuffer.allocate(26)
                .putInt(0x4d4d002a)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
        byte[] file = new PngBytes()
                .header(2, 3, 8, PngRow.GREY)
                .chunk("eXIf", exif)
                .rows((byte) 0, (byte) 1, (byte) 2, (byte) 0, (byte) 3, (byte) 4, (byte) 0, (byte) 5, (byte) 6)
                .bytes();

        RgbImage image = decoder.decode(file);

        assertThat(image.width()).isEqualTo(width);
        StringBuilder pixels = new StringBuilder();
        for (int i = 0; i < 18; i += 3) {
            pixels.append(i == 0 ? "" : " ").append(image.rgb()[i]);
        }
        assertThat(pixels.toString()).isEqualTo(expected);
    }

    @Test
    void keepsColoursUnderFullTransparency() {
        byte[] file = new PngBytes()
                .header(1, 1, 8, PngRow.RGB_ALPHA)
                .rows((byte) 0, (byte) 200, (byte) 100, (byte) 50, (byte) 0)
                .bytes();

        assertThat(decoder.decode(file).rgb()).containsExactly(200, 100, 50);
    }

    @Test
    void clipsGreyOf16BitsAsTheReferenceDoes() {
        byte[] file = new PngBytes()
                .header(2, 1, 16, PngRow.GREY)
                .rows((byte) 0, (byte) 0, (byte) 77, (byte) 1, (byte) 0)
                .bytes();

        assertThat(decoder.decode(file).rgb()).containsExactly(77, 77, 77, 255, 255, 255);
    }

    @Test
    void readsTheRestOfABufferAndLeavesItsPosition() {
        byte[] file = TestImages.bytes("alpha.png");
        ByteBuffer buffer = ByteBuffer.allocateDirect(file.length + 3)
                .put(new byte[3])
                .put(file)
                .flip()
                .position(3);

        RgbImage image = decoder.decode(buffer);

        assertThat(image.rgb()).isEqualTo(decoder.decode(file).rgb());
        assertThat(buffer.position()).isEqualTo(3);
    }

    @Test
    void acceptsAPngWithoutItsEndAsTheReferenceDoes() {
        byte[] file = new PngBytes()
                .header(1, 1, 8, PngRow.RGB)
                .rows((byte) 0, (byte) 1, (byte) 2, (byte) 3)
                .bytes();

        byte[] cut = Arrays.copyOf(file, file.length - 12);

        assertThat(decoder.decode(cut).rgb()).containsExactly(1, 2, 3);
    }
}
