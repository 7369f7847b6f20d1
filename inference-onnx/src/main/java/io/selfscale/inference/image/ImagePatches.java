package io.selfscale.inference.image;

import java.nio.FloatBuffer;

/**
 * The patches of one image or video, as the vision tower reads them.
 *
 * @param grid how many patches, and how they lie
 * @param values float32 {@code [frames * rows * columns, 3 * temporalPatchSize * patchSize * patchSize]}, row-major, from
 *     position to limit; a row is ordered channel, frame, y, x; rows are ordered frame pair, then squares of
 *     {@code mergeSize} patches, then the patches of a square, each in raster order. A direct buffer in native order.
 *     Its position and limit belong to the reader: take a {@link FloatBuffer#duplicate()} to share it
 */
public record ImagePatches(Grid grid, FloatBuffer values) {}
