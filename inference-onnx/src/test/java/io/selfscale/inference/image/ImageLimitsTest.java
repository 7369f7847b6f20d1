package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.inference.image.ImageException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLimitsTest {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults(), System::nanoTime);

    @Test
    void refusesAPngOfTenThousandMegapixels() {
        byte[] bomb = new PngBytes()
                .header(100_000, 100_000, 8, PngRow.RGB)
                .rows(new byte[1000])
                .bytes();

        assertFails(() -> decoder.decode(bomb), Reason.TOO_LARGE, "100000 x 100000 pixels, and at most 67108864");
    }

    @Test
    void refusesSidesWhoseProductOverflows() {
        byte[] bomb = new PngBytes()
                .header(-1, -1, 8, PngRow.RGB)
                .rows(new byte[1000])
                .bytes();

        assertFails(() -> decoder.decode(bomb), Reason.TOO_LARGE, "4294967295 x 4294967295");
    }

    @Test
    void refusesAPngThatCannotHoldWhatItPromises() {
        byte[] bomb = new PngBytes()
                .header(8_000, 8_000, 16, PngRow.RGB_ALPHA)
                .rows(new byte[1000])
                .bytes();

        assertFails(() -> decoder.decode(bomb), Reason.CORRUPT, "ends before its last pixel");
    }

    @Test
    void refusesLargeImagesOfEveryFormatByTheirHeader() {
        assertFails(
                () -> decoder.decode(patched("subsampling1.jpg", "\u00ff\u00c0", 5, 0xff, 0xf0, 0xff, 0xf0)),
                Reason.TOO_LARGE,
                "JPEG image has 65520 x 65520");
        assertFails(
                () -> decoder.decode(patched("lossy.webp", "\u009d\u0001*", 3, 0xff, 0x3f, 0xff, 0x3f)),
                Reason.TOO_LARGE,
                "WebP image has 16383 x 16383");
        assertFails(
                () -> decoder.decode(patched("lossless.webp", "VP8L", 8, 0x2f, 0xff, 0xff, 0xff, 0x0f)),
                Reason.TOO_LARGE,
                "WebP image has 16384 x 16384");
        assertFails(
                () -> decoder.decode(patched("colours.gif", "GIF8", 6, 0xff, 0xff, 0xff, 0xff)),
                Reason.TOO_LARGE,
                "GIF image has 65535 x 65535");
        assertFails(
                () -> decoder.decode(patched("rgb.bmp", "BM", 18, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0x80)),
                Reason.TOO_LARGE,
                "BMP image has 2147483647 x 2147483648");
    }

    @Test
    void refusesTooManyBytesAndPixels() {
        byte[] file = TestImages.bytes("grey.jpg");
        ImageLimits limits = ImageLimits.defaults();
        ImageDecoder few = new ImageDecoder(new ImageLimits(file.length - 1, 1000, limits.maxTime()), System::nanoTime);
        ImageDecoder enough =
                new ImageDecoder(new ImageLimits(file.length, 21 * 18, limits.maxTime()), System::nanoTime);
        ImageDecoder small =
                new ImageDecoder(new ImageLimits(file.length, 21 * 18 - 1, limits.maxTime()), System::nanoTime);

        assertFails(() -> few.decode(file), Reason.TOO_LARGE, file.length + " bytes");
        assertFails(() -> few.decode(ByteBuffer.wrap(file)), Reason.TOO_LARGE, file.length + " bytes");
        assertThat(enough.decode(file).width()).isEqualTo(21);
        assertFails(() -> small.decode(file), Reason.TOO_LARGE, "21 x 18 pixels, and at most 377");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey.jpg", "progressive.jpg", "alpha.png", "lossy.webp", "colours.gif", "rgb.bmp"})
    void stopsWhenTheTimeIsOver(String name) {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        ImageLimits limits = new ImageLimits(1 << 20, 1 << 20, Duration.ofNanos(20));
        ImageDecoder slow = new ImageDecoder(limits, () -> now.getAndAdd(15));

        assertFails(() -> slow.decode(TestImages.bytes(name)), Reason.TIMED_OUT, "longer than PT0.00000002S");
    }

    @Test
    void refusesAProgressiveJpegOfManyPasses() {
        byte[] file = TestImages.bytes("progressive.jpg");
        int scan = indexOf(file, "\u00ff\u00da");
        // The header of a scan, and one byte of coded pixels.
        byte[] scans = Arrays.copyOfRange(file, scan, scan + 2 + file[scan + 3] + 1);
        scans[scans.length - 1] = 0;
        ByteBuffer bomb = ByteBuffer.allocate(file.length + 200 * scans.length);
        bomb.put(file, 0, scan);
        for (int i = 0; i < 200; i++) {
            bomb.put(scans);
        }
        bomb.put(file, scan, file.length - scan);

        assertFails(() -> decoder.decode(bomb.array()), Reason.UNSUPPORTED, "more than 100 scans");
    }

    @Test
    void saysWhatItFoundInsteadOfAnImage() {
        assertFails(() -> decoder.decode(new byte[0]), Reason.UNKNOWN_FORMAT, "begins with nothing");
        assertFails(
                () -> decoder.decode("%PDF-1.7 and more".getBytes(StandardCharsets.US_ASCII)),
                Reason.UNKNOWN_FORMAT,
                "found a file that begins with the bytes 25 50 44 46 2d 31 2e 37");
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new ImageLimits(0, 1, second)).hasMessageContaining("maxBytes");
        assertThatThrownBy(() -> new ImageLimits(1, 0, second)).hasMessageContaining("maxPixels");
        assertThatThrownBy(() -> new ImageLimits(1, Integer.MAX_VALUE, second)).hasMessageContaining("maxPixels");
        assertThatThrownBy(() -> new ImageLimits(1, 1, Duration.ZERO)).hasMessageContaining("maxTime");
    }

    private static void assertFails(ThrowingCallable call, Reason reason, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    private static byte[] patched(String name, String mark, int offset, int... values) {
        byte[] file = TestImages.bytes(name);
        int at = indexOf(file, mark) + offset;
        for (int i = 0; i < values.length; i++) {
            file[at + i] = (byte) values[i];
        }
        return file;
    }

    private static int indexOf(byte[] file, String mark) {
        int at = 0;
        while (!ImageFormat.startsWith(file, at, mark)) {
            at++;
        }
        return at;
    }
}
