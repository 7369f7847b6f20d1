package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is done to a file, the decoder gives an image or an {@link ImageException}. */
class BrokenImageProperties {

    private final ImageDecoder decoder =
            new ImageDecoder(new ImageLimits(1 << 20, 1 << 16, Duration.ofSeconds(5)), System::nanoTime);

    @Provide
    Arbitrary<String> names() throws IOException {
        List<String> names = TestImages.names();
        return Arbitraries.of(names);
    }

    @Property(tries = 1500)
    void survivesATruncatedFile(
            @ForAll("names") String name, @ForAll @IntRange(min = 0, max = 1_000_000) int lengthInMillionths) {
        byte[] file = TestImages.bytes(name);

        decode(Arrays.copyOf(file, (int) ((long) file.length * lengthInMillionths / 1_000_000)));
    }

    @Property(tries = 3000)
    void survivesChangedBytes(
            @ForAll("names") String name, @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int changes) {
        byte[] file = TestImages.bytes(name);
        Random random = new Random(seed);
        // Headers matter most and are short.
        int range = random.nextBoolean() ? Math.min(file.length, 64) : file.length;
        for (int i = 0; i < changes; i++) {
            file[random.nextInt(range)] = (byte) random.nextInt(256);
        }

        decode(file);
    }

    @Property(tries = 500)
    void survivesNoiseBehindARealBeginning(@ForAll("names") String name, @ForAll long seed) {
        byte[] file = TestImages.bytes(name);
        Random random = new Random(seed);
        byte[] noise = new byte[file.length];
        random.nextBytes(noise);
        int kept = random.nextInt(file.length);
        System.arraycopy(noise, kept, file, kept, file.length - kept);

        decode(file);
    }

    private void decode(byte[] file) {
        try {
            RgbImage image = decoder.decode(file);
            assertThat(image.rgb()).hasSize(3 * image.width() * image.height());
        } catch (ImageException e) {
            assertThat(e).hasMessageContaining(" ").hasNoSuppressedExceptions();
        }
    }
}
