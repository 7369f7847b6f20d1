package io.selfscale.inference.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.selfscale.inference.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Exported graphs together with the checkpoint that they were made of, found again and checked.
 *
 * @param folder where the graphs lie
 * @param checkpoint the checkpoint
 * @param weights where its weights really lie
 * @param precision what the graphs compute in
 */
public record ExportedModel(Path folder, Checkpoint checkpoint, WeightFolder weights, Precision precision) {

    /** Far more than the graph of any known model, which takes less than a megabyte. */
    private static final long MAX_BYTES = 64L << 20;

    /** Whether a folder holds exported graphs. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(ModelManifest.FILE));
    }

    /**
     * Opens exported graphs.
     *
     * @param folder where they lie
     * @param checkpoint where the checkpoint is now, if not where it was at the export
     * @throws GraphException if something is missing, or the checkpoint is not the one that was exported
     */
    public static ExportedModel open(Path folder, Optional<Path> checkpoint) {
        ModelManifest manifest = ModelManifest.read(folder);
        if (manifest.exporter() != ModelExporter.VERSION) {
            throw new GraphException(folder + ": was exported by version " + manifest.exporter()
                    + " of the exporter, this is version " + ModelExporter.VERSION + "; export the checkpoint again");
        }
        Path found = checkpoint.isPresent()
                ? checkpoint.get()
                : folder.resolve(manifest.checkpoint()).normalize();
        if (!Files.isDirectory(found)) {
            throw new GraphException(found + ": the checkpoint that " + folder
                    + " was exported from is not there; if it was moved, say where to with --checkpoint");
        }
        Checkpoint opened = Checkpoint.open(found);
        String digest = opened.digest();
        if (!digest.equals(manifest.digest())) {
            throw new GraphException(found + ": is not the checkpoint that " + folder + " was exported from (digest "
                    + digest + ", expected " + manifest.digest() + "); export it again");
        }
        return new ExportedModel(folder, opened, WeightFolder.of(opened), manifest.precision());
    }

    /**
     * The vision graph, as bytes of an ONNX model.
     *
     * @throws GraphException if the file is gone or no ONNX model
     */
    public byte[] vision() {
        return read(ModelManifest.VISION);
    }

    /**
     * The decoder graph, as bytes of an ONNX model.
     *
     * @throws GraphException if the file is gone or no ONNX model
     */
    public byte[] decoder() {
        return read(ModelManifest.DECODER);
    }

    private byte[] read(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                throw new GraphException(file + ": expected a file of at most " + MAX_BYTES
                        + " bytes but it is not there, no file, or larger; export the checkpoint again");
            }
            byte[] model = Files.readAllBytes(file);
            // ONNX Runtime knows the bytes only, and could not say whose they are.
            if (ModelProto.parseFrom(model).getGraph().getNodeCount() == 0) {
                throw new GraphException(file + ": is an ONNX model without a graph; export the checkpoint again");
            }
            return model;
        } catch (InvalidProtocolBufferException cause) {
            throw new GraphException(
                    file + ": is no ONNX model (" + cause.getMessage() + "); export the checkpoint again", cause);
        } catch (IOException cause) {
            throw new GraphException(file + ": cannot be read (" + cause + "); export the checkpoint again", cause);
        }
    }
}
