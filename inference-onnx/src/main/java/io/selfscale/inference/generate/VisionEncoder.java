package io.selfscale.inference.generate;

import io.selfscale.inference.checkpoint.VisionConfig;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.graph.VisionTables;
import io.selfscale.inference.image.Grid;
import io.selfscale.inference.runtime.Binding;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.RunSettings;
import io.selfscale.inference.runtime.Session;
import io.selfscale.inference.runtime.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;

/** The vision tower of a loaded model. Safe for concurrent use. */
final class VisionEncoder {

    private final OnnxRuntime runtime;
    private final Session session;
    private final VisionConfig config;
    private final Precision precision;
    private final Device device;
    private final VisionTables tables;

    VisionEncoder(OnnxRuntime runtime, Session session, VisionConfig config, Precision precision, Device device) {
        this.runtime = runtime;
        this.session = session;
        this.config = config;
        this.precision = precision;
        this.device = device;
        this.tables = new VisionTables(config);
    }

    /**
     * Encodes any number of images and videos in one call; none of them sees another.
     *
     * @param grids the patches of each, at least one
     * @param patches {@code [patches, patchLength]} of each
     */
    VisualFeatures encode(List<Grid> grids, List<FloatBuffer> patches, RunSettings run) {
        int count = grids.stream().mapToInt(Grid::patches).sum();
        int half = config.headDim() / 2;
        try (Binding binding = session.bind();
                HostInputs inputs = new HostInputs(runtime, binding)) {
            FloatBuffer pixels = inputs.floats("patches", count, config.patchLength());
            for (FloatBuffer image : patches) {
                pixels.put(image.duplicate());
            }
            LongBuffer index = inputs.longs("position_index", count, 4);
            tables.positions(grids, index, inputs.floats("position_weight", count, 4));
            FloatBuffer cos = inputs.floats("rotary_cos", count, half);
            tables.rotary(grids, cos, inputs.floats("rotary_sin", count, half));
            segments(grids, inputs);
            binding.output("features", device);
            boolean deepstack = !config.deepstackIndexes().isEmpty();
            if (deepstack) {
                binding.output("deepstack", device);
            }
            binding.run(run);
            Tensor features = binding.output("features");
            try {
                return new VisualFeatures(features, deepstack ? binding.output("deepstack") : null);
            } catch (RuntimeException cause) {
                features.close();
                throw cause;
            }
        }
    }

    /** Where each segment begins, in the form that the attention of the precision takes. */
    private void segments(List<Grid> grids, HostInputs inputs) {
        int segments = VisionTables.segments(grids);
        if (precision == Precision.FP32) {
            tables.segments(grids, inputs.longs("segment_starts", segments + 1));
            return;
        }
        LongBuffer starts = LongBuffer.allocate(segments + 1);
        tables.segments(grids, starts);
        IntBuffer lengths = inputs.ints("cumulative_lengths", segments + 1);
        for (long start : starts.array()) {
            lengths.put(Math.toIntExact(start));
        }
        tables.tokenOffsets(grids, inputs.ints("token_offset", segments, VisionTables.longestSegment(grids)));
    }
}
