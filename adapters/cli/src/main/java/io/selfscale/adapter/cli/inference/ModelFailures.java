package io.selfscale.adapter.cli.inference;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.inference.checkpoint.CheckpointException;
import io.selfscale.inference.generate.GenerateException;
import io.selfscale.inference.graph.GraphException;
import io.selfscale.inference.image.ImageException;
import io.selfscale.inference.prompt.PromptException;
import io.selfscale.inference.runtime.OrtException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Makes of what the inference module reports what this command line reports. */
final class ModelFailures {

    private ModelFailures() {}

    /** A path as it was typed. */
    static Path path(String name, String what) {
        if (name.isBlank()) {
            throw new UsageException("'" + name + "' cannot be the name of " + what);
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException cause) {
            throw new UsageException("'" + name + "' cannot be the name of " + what + ": " + cause.getReason(), cause);
        }
    }

    /** A folder that must be there. */
    static Path folder(String name, String what) {
        Path folder = path(name, what);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    name + (Files.exists(folder) ? " is no folder" : " is not there") + "; expected " + what);
        }
        return folder;
    }

    /** Does what may find a checkpoint or its graphs wanting. */
    static <T> T told(Supplier<T> action) {
        try {
            return action.get();
        } catch (CheckpointException
                | GraphException
                | GenerateException
                | ImageException
                | OrtException
                | PromptException cause) {
            throw new CommandFailedException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
