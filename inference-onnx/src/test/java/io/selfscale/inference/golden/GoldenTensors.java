package io.selfscale.inference.golden;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tensors of a small safetensors file, wholly in memory; trusts the file. */
public final class GoldenTensors {

    private record Entry(String type, List<Integer> shape, int begin, int end) {}

    private final Path file;
    private final ByteBuffer data;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private GoldenTensors(Path file, ByteBuffer data) {
        this.file = file;
        this.data = data;
    }

    /** Reads a file. */
    public static GoldenTensors read(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = Math.toIntExact(all.getLong(0));
        String header = new String(all.array(), 8, headerLength, StandardCharsets.UTF_8);
        int start = 8 + headerLength;
        GoldenTensors tensors =
                new GoldenTensors(file, all.slice(start, all.capacity() - start).order(ByteOrder.LITTLE_ENDIAN));
        for (Map.Entry<String, JsonNode> property :
                JsonMapper.shared().readTree(header).properties()) {
            if (!property.getKey().equals("__metadata__")) {
                JsonNode value = property.getValue();
                List<Integer> shape = new ArrayList<>();
                value.get("shape").forEach(size -> shape.add(size.asInt()));
                JsonNode offsets = value.get("data_offsets");
                tensors.entries.put(
                        property.getKey(),
                        new Entry(
                                value.get("dtype").asString(),
                                List.copyOf(shape),
                                offsets.get(0).asInt(),
                                offsets.get(1).asInt()));
            }
        }
        return tensors;
    }

    /** Names of the tensors, in the order of the file. */
    public Set<String> names() {
        return Set.copyOf(entries.keySet());
    }

    /** Whether there is a tensor of that name. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /** Sizes of a tensor, outermost first. */
    public List<Integer> shape(String name) {
        return entry(name).shape();
    }

    /** Elements of an F32 tensor, row-major. */
    public float[] floats(String name) {
        ByteBuffer bytes = bytes(name, "F32");
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** Elements of a U8 tensor, row-major. */
    public byte[] bytes(String name) {
        ByteBuffer bytes = bytes(name, "U8");
        byte[] values = new byte[bytes.remaining()];
        bytes.get(values);
        return values;
    }

    private ByteBuffer bytes(String name, String type) {
        Entry entry = entry(name);
        if (!entry.type().equals(type)) {
            throw new IllegalArgumentException(name + " in " + file + " is " + entry.type() + ", not " + type);
        }
        return data.slice(entry.begin(), entry.end() - entry.begin()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no tensor " + name + " in " + file + ", only " + entries.keySet());
        }
        return entry;
    }
}
