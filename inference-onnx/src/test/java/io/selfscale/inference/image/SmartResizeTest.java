package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.inference.image.ImageException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes that smart_resize of Hugging Face transformers 5.18.0 gives. */
class SmartResizeTest {

    @ParameterizedTest
    @CsvSource({
        "640, 480, 640, 480, 300",
        "800, 600, 800, 608, 475",
        "1024, 768, 1024, 768, 768",
        "1280, 720, 1280, 704, 880",
        "1366, 768, 1376, 768, 1032",
        "1600, 900, 1600, 896, 1400",
        "1920, 1080, 1920, 1088, 2040",
        "3840, 2160, 3840, 2176, 8160",
        "4032, 3024, 4032, 3008, 11844",
        "5000, 5000, 4096, 4096, 16384",
        "7680, 4320, 5440, 3072, 16320",
        "336, 336, 320, 320, 100",
        "400, 300, 384, 288, 108",
        "200, 300, 224, 320, 70",
        "16, 16, 256, 256, 64",
        "256, 256, 256, 256, 64",
        "50, 3000, 64, 3008, 188",
        "1, 200, 32, 3648, 114",
        "595, 842, 608, 832, 494",
        "1240, 1754, 1248, 1760, 2145",
        "2480, 3508, 2496, 3520, 8580",
    })
    void choosesTheSizeOfAnImage(int width, int height, int newWidth, int newHeight, int tokens) {
        ImageSize size = SmartResize.ofImage(width, height, TestConfigs.IMAGE);

        assertThat(size).isEqualTo(new ImageSize(newWidth, newHeight));
        assertThat(new ImageProcessor(TestConfigs.IMAGE).grid(width, height).tokens(2))
                .isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({
        "20, 1280, 720, 1280, 704, 10",
        "20, 1920, 1080, 1472, 832, 10",
        "120, 1920, 1080, 608, 320, 60",
        "768, 1920, 1080, 224, 128, 384",
        "5, 96, 64, 96, 64, 3",
        "2, 10, 20, 32, 64, 1",
    })
    void choosesTheSizeOfAVideo(int frames, int width, int height, int newWidth, int newHeight, int pairs) {
        ImageSize size = SmartResize.ofVideo(frames, width, height, TestConfigs.VIDEO.frames());

        assertThat(size).isEqualTo(new ImageSize(newWidth, newHeight));
        assertThat(new VideoProcessor(TestConfigs.VIDEO)
                        .grid(frames, width, height)
                        .frames())
                .isEqualTo(pairs);
    }

    @Test
    void refusesAnImageThatIsTooLongForItsWidth() {
        assertThatThrownBy(() -> SmartResize.ofImage(10, 2001, TestConfigs.IMAGE))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining("200 times")
                .hasMessageContaining("10 x 2001");
        assertThat(SmartResize.ofImage(10, 2000, TestConfigs.IMAGE).width()).isEqualTo(32);
    }

    @Test
    void refusesAVideoOfOneFrame() {
        assertThatThrownBy(() -> SmartResize.ofVideo(1, 64, 64, TestConfigs.VIDEO.frames()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("at least 2 frames");
    }
}
