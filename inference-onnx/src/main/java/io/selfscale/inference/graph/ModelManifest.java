package io.selfscale.inference.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code model.json}: what two graphs were made of.
 *
 * @param exporter the version of the exporter, see {@link ModelExporter#VERSION}
 * @param precision what the graphs compute in
 * @param checkpoint where the checkpoint was: relative to the folder of the file if it holds that folder
 * @param digest the digest of the checkpoint's description, as {@code Checkpoint.digest()} gives it
 */
record ModelManifest(int exporter, Precision precision, String checkpoint, String digest) {

    static final String FILE = "model.json";
    static final String VISION = "vision.onnx";
    static final String DECODER = "decoder.onnx";

    private static final String ARCHITECTURE = "qwen3_vl";
    private static final long MAX_BYTES = 1 << 20;

    static ModelManifest read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new GraphException(file + ": is no description of a model: it is larger than a megabyte");
            }
            JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(file));
            if (!text(root, "architecture", file).equals(ARCHITECTURE)) {
                throw new GraphException(file + ": architecture must be " + ARCHITECTURE + " but is "
                        + root.get("architecture").asString());
            }
            JsonNode exporter = root.get("exporter");
            if (exporter == null || !exporter.isInt()) {
                throw new GraphException(
                        file + ": exporter must be the number of a version; export the checkpoint again");
            }
            return new ModelManifest(
                    exporter.intValue(),
                    precision(text(root, "precision", file), file),
                    text(root, "checkpoint", file),
                    text(root, "digest", file));
        } catch (NoSuchFileException cause) {
            throw new GraphException(
                    folder + ": holds no " + FILE + "; make one with: selfscale export CHECKPOINT --out " + folder,
                    cause);
        } catch (IOException | JacksonException cause) {
            throw new GraphException(file + ": cannot be read: " + cause.getMessage(), cause);
        }
    }

    byte[] write() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("architecture", ARCHITECTURE);
        root.put("exporter", exporter);
        root.put("precision", precision.name().toLowerCase(Locale.ROOT));
        root.put("checkpoint", checkpoint);
        root.put("digest", digest);
        root.put("vision", VISION);
        root.put("decoder", DECODER);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static String text(JsonNode root, String key, Path file) {
        JsonNode value = root.get(key);
        if (value == null || !value.isString()) {
            throw new GraphException(file + ": " + key + " must be a text; export the checkpoint again");
        }
        return value.asString();
    }

    private static Precision precision(String name, Path file) {
        for (Precision precision : Precision.values()) {
            if (precision.name().equalsIgnoreCase(name)) {
                return precision;
            }
        }
        throw new GraphException(file + ": precision must be fp32, fp16 or bf16 but is " + name);
    }
}
