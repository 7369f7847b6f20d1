package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class VideoProcessorTest {

    private final VideoProcessor processor = new VideoProcessor(TestConfigs.VIDEO);

    @Test
    void putsTwoFramesIntoEachPatch() {
        ImagePatches patches = processor.process(List.of(plain(0), plain(255), plain(255), plain(0)), Runnable::run);

        assertThat(patches.grid()).isEqualTo(new Grid(2, 4, 6));
        FloatBuffer values = patches.values();
        int second = 24 * 1536;
        for (int channel = 0; channel < 3; channel++) {
            int at = channel * 512;
            assertThat(values.get(at)).isEqualTo(-1f);
            assertThat(values.get(at + 255)).isEqualTo(-1f);
            assertThat(values.get(at + 256)).isEqualTo(1f);
            assertThat(values.get(second + at)).isEqualTo(1f);
            assertThat(values.get(second + at + 256)).isEqualTo(-1f);
        }
    }

    @Test
    void repeatsTheLastFrameOfAnOddNumber() {
        RgbImage last = TestConfigs.noise(96, 64);

        ImagePatches odd = processor.process(List.of(plain(0), plain(1), last), Runnable::run);
        ImagePatches even = processor.process(List.of(plain(0), plain(1), last, last), Runnable::run);

        assertThat(odd.grid()).isEqualTo(even.grid());
        assertThat(odd.values()).isEqualTo(even.values());
    }

    @Test
    void givesTheSameOnSeveralThreads() {
        List<RgbImage> frames = List.of(
                TestConfigs.noise(50, 70), TestConfigs.noise(50, 70), TestConfigs.noise(50, 70), plainOf(50, 70, 9));
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            assertThat(processor.process(frames, pool).values())
                    .isEqualTo(processor.process(frames, Runnable::run).values());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void refusesFramesOfSeveralSizesAndTooFewFrames() {
        assertThatThrownBy(() -> processor.process(List.of(plain(0), TestConfigs.noise(95, 64)), Runnable::run))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("frame 1 is 95 x 64");
        assertThatThrownBy(() -> processor.process(List.of(), Runnable::run)).isInstanceOf(ImageException.class);
        assertThatThrownBy(() -> processor.process(List.of(plain(0)), Runnable::run))
                .hasMessageContaining("at least 2 frames but there was 1");
    }

    @Test
    void lowersTheAreaForARequest() {
        assertThat(processor.withMaxArea(10 * 32 * 32).grid(4, 640, 480).tokens(2))
                .isLessThanOrEqualTo(5);
    }

    private static RgbImage plain(int level) {
        return plainOf(96, 64, level);
    }

    private static RgbImage plainOf(int width, int height, int level) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) level);
        return new RgbImage(width, height, rgb);
    }
}
