package io.selfscale.inference.graph;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.TensorLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The folder in which the weights really lie, and what their files are called there. A folder of the Hugging Face cache
 * holds links into another one; ONNX Runtime follows none that leave the folder it was given, so it is given the real one.
 */
public final class WeightFolder {

    private final Path folder;
    private final Map<Path, String> names;

    private WeightFolder(Path folder, Map<Path, String> names) {
        this.folder = folder;
        this.names = names;
    }

    /**
     * Finds the real folder of the weights of a checkpoint.
     *
     * @throws GraphException if a file is gone, or the files lie in several folders
     */
    public static WeightFolder of(Checkpoint checkpoint) {
        Map<Path, String> names = new LinkedHashMap<>();
        TreeSet<Path> folders = new TreeSet<>();
        TreeSet<Path> files = new TreeSet<>();
        for (TensorLocation tensor : checkpoint.tensors().values()) {
            files.add(tensor.file());
        }
        for (Path file : files) {
            Path real;
            try {
                real = file.toRealPath();
            } catch (IOException cause) {
                throw new GraphException(
                        file + ": cannot be found any more; was the checkpoint moved or its cache cleaned?", cause);
            }
            Path parent = real.getParent();
            Path name = real.getFileName();
            if (parent == null || name == null) {
                throw new GraphException(file + ": is not a file in a folder");
            }
            folders.add(parent);
            names.put(file, name.toString());
        }
        if (folders.size() != 1) {
            throw new GraphException("the weights of " + checkpoint.folder() + " must lie in one folder but lie in "
                    + folders + "; copy or link them into one");
        }
        return new WeightFolder(folders.first(), names);
    }

    /** The real folder: what {@code session.model_external_initializers_file_folder_path} is to be set to. */
    public Path folder() {
        return folder;
    }

    /** The name of the file of a tensor in {@link #folder()}. */
    String nameOf(TensorLocation tensor) {
        String name = names.get(tensor.file());
        if (name == null) {
            throw new IllegalArgumentException(
                    tensor.name() + " lies in a file of another checkpoint: " + tensor.file());
        }
        return name;
    }
}
