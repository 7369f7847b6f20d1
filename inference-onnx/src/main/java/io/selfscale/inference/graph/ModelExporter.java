package io.selfscale.inference.graph;

import io.selfscale.inference.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code vision.onnx}, {@code decoder.onnx} and {@code model.json} for a checkpoint: seconds and a few hundred
 * kilobytes, because the weights stay where they are and are not even read.
 */
public final class ModelExporter {

    /** Changes whenever the same checkpoint would give other graphs. */
    public static final int VERSION = 1;

    private ModelExporter() {}

    /** The folder that is written to when none is named: {@code selfscale} in the checkpoint. */
    public static Path defaultFolder(Path checkpoint) {
        return checkpoint.resolve("selfscale");
    }

    /**
     * How many of the largest logits a decoder gives as an output of their own unless told otherwise: 64 where a row of the
     * vocabulary would have to cross the bus at every step, none on the CPU.
     */
    public static int defaultTopLogits(Precision precision) {
        return precision == Precision.FP32 ? 0 : 64;
    }

    /** Exports a checkpoint with the usual number of largest logits. */
    public static long export(Checkpoint checkpoint, Path folder, Precision precision) {
        return export(checkpoint, folder, precision, defaultTopLogits(precision));
    }

    /**
     * Exports a checkpoint. Existing graphs are replaced, each in one step, the description of both last.
     *
     * @param checkpoint the model
     * @param folder where to write; made if need be
     * @param precision what the graphs are to compute in
     * @param topLogits how many of the largest logits the decoder gives as an output of their own; 0 for none
     * @return bytes written
     * @throws GraphException if the checkpoint cannot be exported or the folder not be written to
     */
    public static long export(Checkpoint checkpoint, Path folder, Precision precision, int topLogits) {
        if (topLogits < 0) {
            throw new IllegalArgumentException("topLogits must be at least 0 but was " + topLogits);
        }
        String digest = checkpoint.digest();
        Graphs graphs = new Graphs(
                checkpoint,
                WeightFolder.of(checkpoint),
                precision,
                topLogits,
                Map.of(
                        "selfscale.exporter", Integer.toString(VERSION),
                        "selfscale.precision", precision.name().toLowerCase(Locale.ROOT),
                        "selfscale.checkpoint", "sha256:" + digest));
        byte[] vision = graphs.vision();
        byte[] decoder = graphs.decoder();
        try {
            Files.createDirectories(folder);
            byte[] manifest =
                    new ModelManifest(VERSION, precision, reference(checkpoint.folder(), folder), digest).write();
            // The description says that the rest is there: an old one must not stand beside new graphs.
            Files.deleteIfExists(folder.resolve(ModelManifest.FILE));
            replace(folder, ModelManifest.VISION, vision);
            replace(folder, ModelManifest.DECODER, decoder);
            replace(folder, ModelManifest.FILE, manifest);
            return (long) vision.length + decoder.length + manifest.length;
        } catch (IOException cause) {
            throw new GraphException(
                    folder + ": cannot be written to (" + cause + "); name another folder with --out", cause);
        }
    }

    /** How the checkpoint is found again: relative while the graphs lie inside, so that both can move together. */
    private static String reference(Path checkpoint, Path folder) throws IOException {
        Path realCheckpoint = checkpoint.toRealPath();
        Path realFolder = folder.toRealPath();
        return realFolder.startsWith(realCheckpoint)
                ? realFolder.relativize(realCheckpoint).toString().replace('\\', '/')
                : realCheckpoint.toString();
    }

    private static void replace(Path folder, String name, byte[] content) throws IOException {
        Path written = Files.createTempFile(folder, name, ".part");
        try {
            Files.write(written, content);
            Files.move(
                    written, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
