package io.selfscale.adapter.cli.inference;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.graph.GraphException;
import io.selfscale.inference.graph.ModelExporter;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.runtime.Device;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds graphs for a device: in the folder that was named, in the checkpoint that was named, or made for the occasion in
 * the cache.
 */
final class ModelFinder {

    private final Path cache;
    private final Consumer<String> notices;

    /**
     * @param cache where graphs are kept that were made for the occasion
     * @param notices told what was made and where
     */
    ModelFinder(Path cache, Consumer<String> notices) {
        this.cache = cache;
        this.notices = notices;
    }

    /**
     * @param named a folder with graphs, or a checkpoint
     * @param moved where the checkpoint of the graphs is now
     */
    ExportedModel find(Path named, Optional<Path> moved, Device device) {
        if (ExportedModel.isIn(named)) {
            ExportedModel model = ExportedModel.open(named, moved);
            if (suits(model.precision(), device)) {
                return model;
            }
            notices.accept(named + " is " + name(model.precision()) + ", which does not run on " + device
                    + "; taking graphs of the same checkpoint that do");
            return export(model.checkpoint(), device);
        }
        Path inside = ModelExporter.defaultFolder(named);
        if (ExportedModel.isIn(inside)) {
            ExportedModel model = ExportedModel.open(inside, Optional.of(named));
            if (suits(model.precision(), device)) {
                return model;
            }
        }
        return export(Checkpoint.open(named), device);
    }

    private ExportedModel export(Checkpoint checkpoint, Device device) {
        Precision precision = precision(checkpoint, device);
        Path folder = cache.resolve("models").resolve(checkpoint.digest().substring(0, 16) + "-" + name(precision));
        if (ExportedModel.isIn(folder)) {
            try {
                return ExportedModel.open(folder, Optional.of(checkpoint.folder()));
            } catch (GraphException outdated) {
                notices.accept("making the graphs in " + folder + " anew: " + outdated.getMessage());
            }
        }
        ModelExporter.export(checkpoint, folder, precision);
        notices.accept(
                "exported " + checkpoint.folder() + " as " + name(precision) + " for " + device + " into " + folder);
        return ExportedModel.open(folder, Optional.of(checkpoint.folder()));
    }

    private static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    private static boolean suits(Precision precision, Device device) {
        return device.isHost() == (precision == Precision.FP32);
    }

    private static Precision precision(Checkpoint checkpoint, Device device) {
        if (device.isHost()) {
            return Precision.FP32;
        }
        boolean half = checkpoint.tensors().values().stream().anyMatch(tensor -> tensor.type() == ElementType.F16);
        return half ? Precision.FP16 : Precision.BF16;
    }
}
