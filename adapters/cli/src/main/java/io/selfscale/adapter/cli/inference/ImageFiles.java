package io.selfscale.adapter.cli.inference;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.inference.image.ImageDecoder;
import io.selfscale.inference.image.ImageException;
import io.selfscale.inference.image.ImageLimits;
import io.selfscale.inference.image.RgbImage;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the images of a command line. */
final class ImageFiles {

    private final ImageLimits limits = ImageLimits.defaults();
    private final ImageDecoder decoder;

    ImageFiles(Ticker ticker) {
        decoder = new ImageDecoder(limits, ticker::nanos);
    }

    List<RgbImage> read(List<String> names) {
        List<RgbImage> images = new ArrayList<>();
        for (String name : names) {
            images.add(read(name));
        }
        return images;
    }

    private RgbImage read(String name) {
        Path file = ModelFailures.path(name, "an image");
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    name + (Files.exists(file) ? " is no file" : " is not there") + "; expected the file of an image");
        }
        try {
            if (Files.size(file) > limits.maxBytes()) {
                throw new CommandFailedException(
                        name + ": has " + Files.size(file) + " bytes; expected at most " + limits.maxBytes());
            }
            return decoder.decode(Files.readAllBytes(file));
        } catch (IOException cause) {
            throw new CommandFailedException(name + ": cannot be read: " + cause.getMessage(), cause);
        } catch (ImageException cause) {
            throw new CommandFailedException(name + ": " + cause.getMessage(), cause);
        }
    }
}
