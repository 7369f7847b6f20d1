package io.selfscale.inference.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a tensor of a checkpoint lies.
 *
 * @param name the canonical name ({@code model.visual.…}, {@code model.language_model.…}, {@code lm_head.weight}),
 *     whatever prefix the file uses
 * @param file the safetensors file, as it was named in the checkpoint folder (perhaps a link)
 * @param type the type of its elements
 * @param shape its sizes, outermost first; row-major
 * @param offset where its first byte lies in the file, counted from the start of the file
 * @param length its size in bytes: the product of the shape and the size of an element
 */
public record TensorLocation(String name, Path file, ElementType type, List<Long> shape, long offset, long length) {

    public TensorLocation {
        shape = List.copyOf(shape);
    }

    /**
     * The file that really holds the bytes, all links resolved: in a Hugging Face cache one in the folder {@code blobs}.
     *
     * @throws CheckpointException if the file is gone
     */
    public Path toRealPath() {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new CheckpointException(file, List.of(file.getFileName() + ": " + CheckpointFiles.unreadable(e)), e);
        }
    }
}
