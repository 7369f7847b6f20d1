package io.selfscale.inference.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.inference.checkpoint.VisionConfig;
import io.selfscale.inference.image.Grid;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VisionTablesTest {

    /** A head of 64 and a table of 48 by 48, as in the 2B model. */
    private static final VisionConfig CONFIG =
            new VisionConfig(24, 1024, 4096, 16, 2048, 3, 16, 2, 2, 2304, List.of(5, 11, 17));

    private final VisionTables tables = new VisionTables(CONFIG);

    @Test
    void cornersOfTheTableLieOnTheCornersOfTheImage() {
        LongBuffer index = LongBuffer.allocate(96);
        FloatBuffer weight = FloatBuffer.allocate(96);
        tables.positions(List.of(new Grid(1, 4, 6)), index, weight);
        assertRow(index, weight, 0, new long[] {0, 1, 48, 49}, new double[] {1, 0, 0, 0});
        assertRow(index, weight, 1, new long[] {9, 10, 57, 58}, new double[] {0.6, 0.4, 0, 0});
        assertRow(index, weight, 2, new long[] {720, 721, 768, 769}, new double[] {1 / 3.0, 0, 2 / 3.0, 0});
        assertRow(index, weight, 3, new long[] {729, 730, 777, 778}, new double[] {0.2, 0.4 / 3, 0.4, 0.8 / 3});
        assertRow(index, weight, 23, new long[] {2303, 2303, 2303, 2303}, new double[] {1, 0, 0, 0});
    }

    private static void assertRow(LongBuffer index, FloatBuffer weight, int patch, long[] rows, double[] shares) {
        for (int corner = 0; corner < 4; corner++) {
            assertThat(index.get(4 * patch + corner)).as("patch %d", patch).isEqualTo(rows[corner]);
            assertThat(weight.get(4 * patch + corner))
                    .as("patch %d", patch)
                    .isCloseTo((float) shares[corner], within(2e-6f));
        }
    }

    @Test
    void aQuarterOfTheHeadTurnsWithTheRowAndAQuarterWithTheColumn() {
        FloatBuffer cos = FloatBuffer.allocate(24 * 32);
        FloatBuffer sin = FloatBuffer.allocate(24 * 32);
        tables.rotary(List.of(new Grid(1, 4, 6)), cos, sin);
        // Row 1, column 2 is the third patch of the second square.
        int patch = 6;
        double[] row = {1, 0.562341, 0.316228};
        double[] column = {2, 1.124683, 0.632456};
        for (int place = 0; place < 3; place++) {
            assertThat(cos.get(patch * 32 + place)).isCloseTo((float) Math.cos(row[place]), within(1e-6f));
            assertThat(sin.get(patch * 32 + 16 + place)).isCloseTo((float) Math.sin(column[place]), within(1e-6f));
        }
    }

    @Test
    void everyFramePairIsASegmentOfItsOwn() {
        List<Grid> grids = List.of(new Grid(1, 4, 6), new Grid(1, 8, 4), new Grid(3, 4, 6));
        LongBuffer starts = LongBuffer.allocate(6);
        tables.segments(grids, starts);
        assertThat(starts.array()).containsExactly(0, 24, 56, 80, 104, 128);
        assertThat(VisionTables.segments(grids)).isEqualTo(5);
        assertThat(VisionTables.longestSegment(grids)).isEqualTo(32);
    }

    @Test
    void placesOfThePaddingComeAfterThoseOfThePatches() {
        List<Grid> grids = List.of(new Grid(1, 2, 2), new Grid(1, 2, 4));
        IntBuffer offsets = IntBuffer.allocate(16);
        tables.tokenOffsets(grids, offsets);
        assertThat(offsets.array()).containsExactly(0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7);
    }

    @Property(tries = 200)
    void sharesAddUpToOneAndRowsAreInTheTable(
            @ForAll @IntRange(min = 1, max = 90) int rows, @ForAll @IntRange(min = 1, max = 90) int columns) {
        Grid grid = new Grid(1, 2 * rows, 2 * columns);
        LongBuffer index = LongBuffer.allocate(4 * grid.patches());
        FloatBuffer weight = FloatBuffer.allocate(4 * grid.patches());
        tables.positions(List.of(grid), index, weight);
        for (int patch = 0; patch < grid.patches(); patch++) {
            float sum = 0;
            for (int corner = 0; corner < 4; corner++) {
                assertThat(index.get(4 * patch + corner)).isBetween(0L, 2303L);
                assertThat(weight.get(4 * patch + corner)).isBetween(0f, 1f);
                sum += weight.get(4 * patch + corner);
            }
            assertThat(sum).isCloseTo(1, within(1e-5f));
        }
    }
}
