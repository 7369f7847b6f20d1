package io.selfscale.inference.graph;

import io.selfscale.inference.checkpoint.VisionConfig;
import io.selfscale.inference.image.Grid;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;

/**
 * What the vision graph is told about the places of the patches: corners of the position table, angles, segments. All
 * of it in the order of the patches: by frame pair, by square of patches, by patch in the square.
 *
 * <p>The formulas are those of Qwen3-VL in Hugging Face transformers. Stateless; safe for concurrent use.
 */
public final class VisionTables {

    /** Base of the frequencies; fixed in the reference implementation, not in any file. */
    private static final double ROTARY_THETA = 10_000;

    private final VisionConfig vision;
    private final int side;
    private final float[] frequencies;

    public VisionTables(VisionConfig vision) {
        this.vision = vision;
        this.side = (int) Math.round(Math.sqrt(vision.positionEmbeddings()));
        int quarter = vision.headDim() / 4;
        this.frequencies = new float[quarter];
        for (int index = 0; index < quarter; index++) {
            frequencies[index] = (float) (1 / Math.pow(ROTARY_THETA, 4.0 * index / vision.headDim()));
        }
    }

    /**
     * Writes the four corners of every patch in the position table and what each counts: bilinear, with the corners of
     * the table on the corners of the image.
     *
     * @param index receives {@code [patches, 4]} rows of the table
     * @param weight receives {@code [patches, 4]} shares, which add up to 1
     */
    public void positions(List<Grid> grids, LongBuffer index, FloatBuffer weight) {
        for (Grid grid : grids) {
            float[] rows = spread(grid.rows());
            float[] columns = spread(grid.columns());
            inOrder(grid, (row, column) -> {
                int top = Math.min((int) rows[row], side - 1);
                int left = Math.min((int) columns[column], side - 1);
                int bottom = Math.min(top + 1, side - 1);
                int right = Math.min(left + 1, side - 1);
                float down = rows[row] - top;
                float across = columns[column] - left;
                index.put((long) top * side + left);
                index.put((long) top * side + right);
                index.put((long) bottom * side + left);
                index.put((long) bottom * side + right);
                weight.put((1 - down) * (1 - across));
                weight.put((1 - down) * across);
                weight.put(down * (1 - across));
                weight.put(down * across);
            });
        }
    }

    /**
     * Writes the cosines and sines of every patch: a quarter of the head turns with the row, a quarter with the column,
     * and the other half repeats them.
     *
     * @param cos receives {@code [patches, headDim / 2]}
     * @param sin receives the same
     */
    public void rotary(List<Grid> grids, FloatBuffer cos, FloatBuffer sin) {
        for (Grid grid : grids) {
            float[][] cosines = new float[Math.max(grid.rows(), grid.columns())][frequencies.length];
            float[][] sines = new float[cosines.length][frequencies.length];
            for (int place = 0; place < cosines.length; place++) {
                for (int index = 0; index < frequencies.length; index++) {
                    float angle = place * frequencies[index];
                    cosines[place][index] = (float) Math.cos(angle);
                    sines[place][index] = (float) Math.sin(angle);
                }
            }
            inOrder(grid, (row, column) -> {
                cos.put(cosines[row]).put(cosines[column]);
                sin.put(sines[row]).put(sines[column]);
            });
        }
    }

    /**
     * Writes where each frame pair of each grid begins, and the number of patches at the end.
     *
     * @param starts receives {@code [segments + 1]}
     */
    public void segments(List<Grid> grids, LongBuffer starts) {
        long patches = 0;
        starts.put(patches);
        for (Grid grid : grids) {
            for (int frame = 0; frame < grid.frames(); frame++) {
                patches += (long) grid.rows() * grid.columns();
                starts.put(patches);
            }
        }
    }

    /**
     * Writes the places of the patches in a layout where every segment is as long as the longest, and after them the
     * places of the padding.
     *
     * @param offsets receives {@code [segments, longest segment]}
     */
    public void tokenOffsets(List<Grid> grids, IntBuffer offsets) {
        int longest = longestSegment(grids);
        for (int padding = 0; padding < 2; padding++) {
            int segment = 0;
            for (Grid grid : grids) {
                int length = grid.rows() * grid.columns();
                for (int frame = 0; frame < grid.frames(); frame++) {
                    int from = padding == 0 ? 0 : length;
                    int to = padding == 0 ? length : longest;
                    for (int place = from; place < to; place++) {
                        offsets.put(segment * longest + place);
                    }
                    segment++;
                }
            }
        }
    }

    /** Patches of the largest frame pair; 0 without any. */
    public static int longestSegment(List<Grid> grids) {
        return grids.stream()
                .mapToInt(grid -> grid.rows() * grid.columns())
                .max()
                .orElse(0);
    }

    /** Frame pairs of all grids. */
    public static int segments(List<Grid> grids) {
        return grids.stream().mapToInt(Grid::frames).sum();
    }

    /** Places on the side of the table of {@code count} patches spread from its first row to its last. */
    private float[] spread(int count) {
        float[] places = new float[count];
        for (int index = 0; index < count; index++) {
            places[index] = (float) ((double) index * (side - 1) / Math.max(count - 1, 1));
        }
        return places;
    }

    private void inOrder(Grid grid, Visitor visitor) {
        int merge = vision.spatialMergeSize();
        for (int frame = 0; frame < grid.frames(); frame++) {
            for (int top = 0; top < grid.rows(); top += merge) {
                for (int left = 0; left < grid.columns(); left += merge) {
                    for (int row = top; row < top + merge; row++) {
                        for (int column = left; column < left + merge; column++) {
                            visitor.visit(row, column);
                        }
                    }
                }
            }
        }
    }

    private interface Visitor {
        void visit(int row, int column);
    }
}
