package io.selfscale.adapter.cli.demo.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PhotoAnalysisTest {

    @Test
    void findsTheTwoColoursOfATwoColouredPhoto() throws PhotoFormatException {
        PhotoAnalysis analysis = PhotoAnalysis.of(PngFile.write(halves(400, 300, BufferedImage.TYPE_3BYTE_BGR)));

        assertThat(analysis.width()).isEqualTo(400);
        assertThat(analysis.height()).isEqualTo(300);
        assertThat(analysis.colours()).extracting(DominantColour::rgb).containsExactly(0xff0000, 0x0000ff);
        assertThat(analysis.colours().get(0).share()).isCloseTo(0.75, within(0.01));
        assertThat(analysis.colours().get(1).share()).isCloseTo(0.25, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_USHORT_565_RGB
            })
    void understandsOtherKindsOfPixels(int type) throws PhotoFormatException {
        PhotoAnalysis analysis = PhotoAnalysis.of(PngFile.write(halves(320, 240, type)));

        assertThat(analysis.colours()).extracting(DominantColour::rgb).containsExactly(0xff0000, 0x0000ff);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_BINARY})
    void understandsPhotosWithoutColour(int type) throws PhotoFormatException {
        PhotoAnalysis analysis = PhotoAnalysis.of(PngFile.write(new BufferedImage(50, 1000, type)));

        assertThat(analysis.colours()).containsExactly(new DominantColour(0, 1.0));
        assertThat(analysis.sharpness()).isZero();
    }

    @Test
    void understandsAPhotoOfOnePixel() throws PhotoFormatException {
        BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        pixel.setRGB(0, 0, 0x123456);

        assertThat(PhotoAnalysis.of(PngFile.write(pixel)).colours()).containsExactly(new DominantColour(0x123456, 1.0));
    }

    @Test
    void aBlurredPhotoIsLessSharp() throws PhotoFormatException {
        double sharp = PhotoAnalysis.of(PngFile.write(stripes(2))).sharpness();
        double blurred = PhotoAnalysis.of(PngFile.write(stripes(100))).sharpness();

        assertThat(sharp).isGreaterThan(2 * blurred);
        assertThat(blurred).isPositive();
    }

    @Test
    void isTheSameForTheSamePhoto() throws PhotoFormatException {
        byte[] png = ProductPhotos.drawOne(PhotoSize.SMALL, 5).png();

        assertThat(PhotoAnalysis.of(png)).isEqualTo(PhotoAnalysis.of(png));
    }

    @Test
    void writesJson() throws PhotoFormatException {
        PhotoAnalysis analysis = PhotoAnalysis.of(PngFile.write(halves(400, 300, BufferedImage.TYPE_3BYTE_BGR)));

        JsonNode json = JsonMapper.shared().readTree(analysis.toJson());
        assertThat(json.get("width").intValue()).isEqualTo(400);
        assertThat(json.get("height").intValue()).isEqualTo(300);
        assertThat(json.get("sharpness").doubleValue()).isCloseTo(analysis.sharpness(), within(0.01));
        assertThat(json.get("colours").get(0).get("rgb").stringValue()).isEqualTo("#ff0000");
        assertThat(json.get("colours").get(0).get("share").doubleValue()).isCloseTo(0.75, within(0.01));
    }

    @Test
    void refusesWhatIsNoPngFile() {
        assertThatThrownBy(() -> PhotoAnalysis.of("GIF89a, or something else".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(PhotoFormatException.class)
                .hasMessage("expected a PNG file, but the body of 25 bytes does not start like one");
        assertThatThrownBy(() -> PhotoAnalysis.of(new byte[0]))
                .isInstanceOf(PhotoFormatException.class)
                .hasMessage("expected a PNG file, but the body of 0 bytes does not start like one");
    }

    @Test
    void refusesAPhotoThatIsTooLargeBeforeItIsDecoded() {
        assertThatThrownBy(() -> PhotoAnalysis.of(header(4097, 16, 8, 2)))
                .isInstanceOf(PhotoFormatException.class)
                .hasMessage("a photo must have 1 to 4096 pixels a side, but this one has 4097 x 16");
        assertThatThrownBy(() -> PhotoAnalysis.of(header(16, -1, 8, 2)))
                .isInstanceOf(PhotoFormatException.class)
                .hasMessage("a photo must have 1 to 4096 pixels a side, but this one has 16 x 4294967295");
        assertThatThrownBy(() -> PhotoAnalysis.of(header(0, 16, 8, 2)))
                .isInstanceOf(PhotoFormatException.class)
                .hasMessageContaining("0 x 16");
        assertThatThrownBy(() -> PhotoAnalysis.of(header(4096, 4096, 16, 6)))
                .isInstanceOf(PhotoFormatException.class)
                .hasMessage("a photo must decode to at most 67108864 bytes, but this one takes 134217728");
    }

    @Test
    void refusesADamagedPhoto() {
        byte[] whole = ProductPhotos.drawOne(PhotoSize.THUMBNAIL, 5).png();
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> PhotoAnalysis.of(half))
                .isInstanceOf(PhotoFormatException.class)
                .hasMessageStartingWith("the PNG file is damaged: ");

        byte[] wrongFirstChunk = whole.clone();
        wrongFirstChunk[12] = 'X';
        assertThatThrownBy(() -> PhotoAnalysis.of(wrongFirstChunk))
                .isInstanceOf(PhotoFormatException.class)
                .hasMessage("the PNG file is damaged: its first chunk must be IHDR");
        assertThatThrownBy(() -> PhotoAnalysis.of(header(16, 16, 8, 5)))
                .isInstanceOf(PhotoFormatException.class)
                .hasMessage("the PNG file is damaged: colour type must be 0, 2, 3, 4 or 6, but was 5");
    }

    /** Three quarters red, one quarter blue. */
    private static BufferedImage halves(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 3 * height / 4, width, height);
        graphics.dispose();
        return image;
    }

    /** A wave from black to white and back, over so many pixels. */
    private static BufferedImage stripes(int period) {
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 224; x++) {
            int grey = (int) (127 + 127 * Math.cos(2 * Math.PI * x / period));
            for (int y = 0; y < 224; y++) {
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return image;
    }

    private static byte[] header(int width, int height, int bitDepth, int colourType) {
        return ByteBuffer.allocate(64)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put((byte) bitDepth)
                .put((byte) colourType)
                .array();
    }
}
