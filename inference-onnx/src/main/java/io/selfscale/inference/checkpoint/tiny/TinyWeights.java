package io.selfscale.inference.checkpoint.tiny;

import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.ExpectedTensors;
import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.checkpoint.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random weights that show errors: with the usual small start values a norm that is left out or a bias that is not added
 * would hardly be seen.
 */
final class TinyWeights {

    private final RandomGenerator random;

    private TinyWeights(RandomGenerator random) {
        this.random = random;
    }

    static void write(Path file, ModelConfig config, long seed, ElementType type) {
        Map<String, List<Long>> shapes = ExpectedTensors.of(config);
        List<SafetensorsWriter.Entry> entries = new ArrayList<>();
        shapes.forEach((name, shape) -> entries.add(new SafetensorsWriter.Entry(name, type, shape)));
        // An algorithm that the platform specifies, so that the numbers are the same everywhere.
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        TinyWeights weights = new TinyWeights(random);
        try (SafetensorsWriter writer = new SafetensorsWriter(file, entries)) {
            for (SafetensorsWriter.Entry entry : entries) {
                writer.write(weights.tensor(entry));
            }
        }
    }

    private ByteBuffer tensor(SafetensorsWriter.Entry entry) {
        String name = entry.name();
        boolean norm = name.contains("norm") && name.endsWith(".weight");
        double center = norm ? 1 : 0;
        double spread = norm ? 0.2 : spread(name, entry.shape());
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(entry.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            float value = (float) (center + spread * normal());
            if (entry.type() == ElementType.F32) {
                bytes.putFloat(value);
            } else {
                bytes.putShort(toBfloat16(value));
            }
        }
        return bytes.flip();
    }

    private static double spread(String name, List<Long> shape) {
        if (name.endsWith(".bias")) {
            return 0.1;
        }
        if (name.endsWith("pos_embed.weight")) {
            return 0.5;
        }
        if (name.endsWith("patch_embed.proj.weight")) {
            return 0.03;
        }
        return 1 / Math.sqrt(shape.get(shape.size() - 1));
    }

    /**
     * A number of mean 0 and variance 1 that is close to normal: the sum of twelve uniform ones, less their mean
     * (Irwin-Hall). It is made of integers, whose sum is the same everywhere; the platform's own Gaussian may change.
     */
    private double normal() {
        long sum = 0;
        for (int i = 0; i < 3; i++) {
            long bits = random.nextLong();
            for (int shift = 0; shift < Long.SIZE; shift += Short.SIZE) {
                sum += (bits >>> shift) & 0xFFFF;
            }
        }
        return (sum - 12 * 32_767.5) / 65_536;
    }

    /** The upper half of a finite float32, rounded to the nearest and, between two, to the even one. */
    private static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}
