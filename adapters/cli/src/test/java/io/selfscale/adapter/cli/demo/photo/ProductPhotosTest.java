package io.selfscale.adapter.cli.demo.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProductPhotosTest {

    private static ProductPhotos photos;

    @BeforeAll
    static void draw() {
        photos = ProductPhotos.draw(7);
    }

    @Test
    void everyPhotoIsAPngFileOfItsSize() throws IOException {
        for (PhotoSize size : PhotoSize.values()) {
            for (Photo photo : photos.all(size)) {
                BufferedImage image = ImageIO.read(new ByteArrayInputStream(photo.png()));
                assertThat(image.getWidth()).isEqualTo(size.width());
                assertThat(image.getHeight()).isEqualTo(size.height());
                assertThat(photo.size()).isEqualTo(size);
            }
        }
    }

    @Test
    void photosOfOneSizeDiffer() {
        assertThat(photos.all(PhotoSize.THUMBNAIL)).hasSizeGreaterThan(1);
        assertThat(photos.all(PhotoSize.THUMBNAIL).get(0).png())
                .isNotEqualTo(photos.all(PhotoSize.THUMBNAIL).get(1).png());
    }

    @Test
    void theSameSeedDrawsTheSamePhoto() {
        byte[] first = ProductPhotos.drawOne(PhotoSize.THUMBNAIL, 1111).png();
        assertThat(ProductPhotos.drawOne(PhotoSize.THUMBNAIL, 1111).png()).isEqualTo(first);
        assertThat(ProductPhotos.drawOne(PhotoSize.THUMBNAIL, 1112).png()).isNotEqualTo(first);
    }

    @Test
    void sizesComeAsOftenAsTheirWeights() {
        SplittableRandom random = new SplittableRandom(3);
        Map<PhotoSize, Integer> counts = new EnumMap<>(PhotoSize.class);
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            counts.merge(photos.next(random).size(), 1, Integer::sum);
        }
        for (PhotoSize size : PhotoSize.values()) {
            assertThat(100.0 * counts.getOrDefault(size, 0) / draws).isCloseTo(size.weight(), within(1.0));
        }
    }

    @Test
    void weightsAddUp() {
        int sum = 0;
        for (PhotoSize size : PhotoSize.values()) {
            sum += size.weight();
        }
        assertThat(sum).isEqualTo(PhotoSize.TOTAL_WEIGHT);
    }

    @Test
    void higherRanksAreLargerPhotos() {
        assertThat(PhotoSize.atRank(0)).isEqualTo(PhotoSize.THUMBNAIL);
        assertThat(PhotoSize.atRank(0.449)).isEqualTo(PhotoSize.THUMBNAIL);
        assertThat(PhotoSize.atRank(0.45)).isEqualTo(PhotoSize.SMALL);
        assertThat(PhotoSize.atRank(0.8)).isEqualTo(PhotoSize.MEDIUM);
        assertThat(PhotoSize.atRank(0.96)).isEqualTo(PhotoSize.LARGE);
        assertThat(PhotoSize.atRank(1)).isEqualTo(PhotoSize.LARGE);
    }
}
