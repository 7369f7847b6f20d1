package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SmartResizeProperties {

    @Property
    void staysWithinTheAreasOnWholeTokens(
            @ForAll @IntRange(min = 1, max = 20_000) int width, @ForAll @IntRange(min = 1, max = 20_000) int height) {
        Assume.that(Math.max(width, height) <= 200L * Math.min(width, height));

        ImageSize size = SmartResize.ofImage(width, height, TestConfigs.IMAGE);

        assertThat(size.width() % 32).isZero();
        assertThat(size.height() % 32).isZero();
        long area = (long) size.width() * size.height();
        assertThat(area).isBetween(TestConfigs.IMAGE.minArea(), TestConfigs.IMAGE.maxArea());
    }

    @Property
    void treatsWidthAndHeightAlike(
            @ForAll @IntRange(min = 1, max = 5_000) int width, @ForAll @IntRange(min = 1, max = 5_000) int height) {
        Assume.that(Math.max(width, height) <= 200L * Math.min(width, height));

        ImageSize size = SmartResize.ofImage(width, height, TestConfigs.IMAGE);

        ImageSize turned = SmartResize.ofImage(/* width= */ height, /* height= */ width, TestConfigs.IMAGE);
        assertThat(turned.width()).isEqualTo(size.height());
        assertThat(turned.height()).isEqualTo(size.width());
    }
}
