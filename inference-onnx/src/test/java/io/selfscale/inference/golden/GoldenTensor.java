package io.selfscale.inference.golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tensor that the reference computed.
 *
 * @param shape its sizes
 * @param bytes its contents, little endian
 */
public record GoldenTensor(List<Integer> shape, ByteBuffer bytes) {

    /** Reads all tensors of a safetensors file; none if there is no such file. */
    public static Map<String, GoldenTensor> read(Path file) throws IOException {
        Map<String, GoldenTensor> tensors = new HashMap<>();
        if (!Files.exists(file)) {
            return tensors;
        }
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(all.getLong());
        JsonNode header = JsonMapper.shared().readTree(new String(all.array(), 8, length, StandardCharsets.UTF_8));
        header.properties().forEach(entry -> {
            if (entry.getKey().equals("__metadata__")) {
                return;
            }
            JsonNode range = entry.getValue().get("data_offsets");
            int start = range.get(0).asInt();
            List<Integer> shape = new ArrayList<>();
            entry.getValue().get("shape").forEach(size -> shape.add(size.asInt()));
            tensors.put(
                    entry.getKey(),
                    new GoldenTensor(
                            shape,
                            all.slice(8 + length + start, range.get(1).asInt() - start)
                                    .order(ByteOrder.LITTLE_ENDIAN)));
        });
        return tensors;
    }

    /** The contents as 32-bit numbers. */
    public float[] floats() {
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
