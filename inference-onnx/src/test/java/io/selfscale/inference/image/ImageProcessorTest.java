package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.inference.checkpoint.ImageProcessorConfig;
import io.selfscale.inference.image.ImageException.Reason;
import java.nio.BufferOverflowException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ImageProcessorTest {

    private static final ImageProcessorConfig SMALL = TestConfigs.image(32 * 32, 1 << 20);
    private final ImageProcessor processor = new ImageProcessor(SMALL);

    @Test
    void ordersPatchesBySquaresAndNumbersByChannelFrameRowAndColumn() {
        RgbImage image = new RgbImage(96, 64, new byte[3 * 96 * 64]);
        image.rgb()[3 * (17 * 96 + 35) + 1] = (byte) 255;

        ImagePatches patches = processor.process(image);

        assertThat(patches.grid()).isEqualTo(new Grid(1, 4, 6));
        assertThat(patches.values().remaining()).isEqualTo(24 * 1536);
        for (int i = 0; i < patches.values().limit(); i++) {
            boolean lit = i == 6 * 1536 + 531 || i == 6 * 1536 + 787;
            assertThat(patches.values().get(i)).as("number %s", i).isEqualTo(lit ? 1f : -1f);
        }
    }

    @Test
    void givesADirectBufferInNativeOrder() {
        FloatBuffer values = processor.process(TestConfigs.noise(64, 32)).values();

        assertThat(values.isDirect()).isTrue();
        assertThat(values.order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(values.position()).isZero();
    }

    @Test
    void normalizesEachChannelByItsMeanAndDeviation() {
        ImageProcessor uneven = new ImageProcessor(new ImageProcessorConfig(
                1024, 1 << 20, 16, 2, 2, List.of(0.48145466, 0.4578275, 0.40821073), List.of(0.25, 0.5, 1.0)));
        byte[] rgb = new byte[3 * 32 * 32];
        rgb[0] = (byte) 255;
        rgb[1] = 100;
        rgb[2] = 0;

        FloatBuffer values = uneven.process(new RgbImage(32, 32, rgb)).values();

        assertThat(values.get(0)).isEqualTo((255 - (float) (0.48145466 * 255)) / (float) (0.25 * 255));
        assertThat(values.get(512)).isEqualTo((100 - (float) (0.4578275 * 255)) / (float) (0.5 * 255));
        assertThat(values.get(1024)).isEqualTo((0 - (float) (0.40821073 * 255)) / (float) (1.0 * 255));
    }

    @Test
    void lowersTheAreaForARequest() {
        ImageProcessor capped = new ImageProcessor(TestConfigs.IMAGE).withMaxArea(1280 * 32 * 32);

        assertThat(capped.grid(3840, 2160).tokens(2)).isLessThanOrEqualTo(1280).isGreaterThan(1200);
        assertThat(capped.withMaxArea(16_777_216).grid(3840, 2160)).isEqualTo(capped.grid(3840, 2160));
        assertThat(capped.withMaxArea(32 * 32).grid(64, 64)).isEqualTo(new Grid(1, 2, 2));
        assertThatThrownBy(() -> capped.withMaxArea(1023))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024 pixels, but was 1023");
    }

    @Test
    void putsTheImagesOfABatchBehindOneAnother() {
        List<RgbImage> images =
                List.of(TestConfigs.noise(64, 64), TestConfigs.noise(100, 40), TestConfigs.noise(33, 65));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            PatchBatch batch = processor.processAll(images, pool);

            FloatBuffer alone = FloatBuffer.allocate(batch.values().remaining());
            for (RgbImage image : images) {
                assertThat(processor.write(image, alone))
                        .isEqualTo(batch.grids().get(images.indexOf(image)));
            }
            assertThat(alone.flip()).isEqualTo(batch.values());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void refusesABatchBeforeItHasMemory() {
        RgbImage large = new RgbImage(4096, 4096, new byte[3 * 4096 * 4096]);

        assertThatThrownBy(() ->
                        new ImageProcessor(TestConfigs.IMAGE).processAll(Collections.nCopies(6, large), Runnable::run))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
                .hasMessageContaining("2 GiB");
        assertThatThrownBy(() -> processor.processAll(List.of(), Runnable::run))
                .hasMessageContaining("at least one image");
    }

    @Test
    void tellsOfATaskThatFailsInTheExecutor() {
        assertThatThrownBy(() -> ParallelTasks.runAll(
                        List.of(() -> {}, () -> {
                            throw new BufferOverflowException();
                        }),
                        Runnable::run))
                .isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        List<Double> halves = List.of(0.5, 0.5, 0.5);
        assertThatThrownBy(() -> new ImageProcessor(new ImageProcessorConfig(1, 9, 0, 2, 2, halves, halves)))
                .hasMessageContaining("at least 1 but were 0, 2 and 2");
        assertThatThrownBy(() -> new ImageProcessor(new ImageProcessorConfig(10, 9, 16, 2, 2, halves, halves)))
                .hasMessageContaining("were 10 and 9");
        assertThatThrownBy(() -> new ImageProcessor(new ImageProcessorConfig(1, 9, 16, 2, 2, List.of(0.5), halves)))
                .hasMessageContaining("had 1 and 3");
        assertThatThrownBy(() ->
                        new ImageProcessor(new ImageProcessorConfig(1, 9, 16, 2, 2, halves, List.of(0.5, 0.0, 0.5))))
                .hasMessageContaining("above 0");
    }
}
