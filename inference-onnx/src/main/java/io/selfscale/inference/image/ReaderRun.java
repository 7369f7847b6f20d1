package io.selfscale.inference.image;

import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import org.jspecify.annotations.Nullable;

/** One use of a decoder of the Image I/O interface, within the limits, its failures as an {@link ImageException}. */
final class ReaderRun {

    /** What is asked of a decoder. */
    @FunctionalInterface
    interface Task {
        Raster read(ImageReader reader) throws IOException;
    }

    private ReaderRun() {}

    /**
     * Returns a new decoder of the JDK's own, whatever others are registered: they would decode to other values.
     *
     * @throws IllegalStateException if the JDK has none
     */
    static ImageReader builtIn(String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        ImageReader found = null;
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (found == null && reader.getClass().getName().startsWith("com.sun.imageio.plugins.")) {
                found = reader;
            } else {
                reader.dispose();
            }
        }
        if (found == null) {
            throw new IllegalStateException("this Java runtime has no decoder of its own for " + format
                    + ": it needs the whole module java.desktop");
        }
        return found;
    }

    /** Reads the first image and returns its samples as the file has them, without a colour conversion. */
    static WritableRaster readFirst(ImageReader reader, byte[] encoded, DecodeGuard guard) {
        return (WritableRaster) run(reader, encoded, guard, r -> r.read(0).getRaster());
    }

    /** Reads the first image into {@code target}, given through {@code param}. */
    static Raster run(ImageReader reader, byte[] encoded, DecodeGuard guard, Task task) {
        try (EncodedInput input = new EncodedInput(encoded, guard)) {
            reader.setInput(input, true, true);
            reader.addIIOReadProgressListener(new Watch(guard));
            Raster raster = task.read(reader);
            // A decoder that was told to stop returns what it has.
            guard.checkTime();
            return raster;
        } catch (ImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw guard.corrupt(e);
        } finally {
            reader.dispose();
        }
    }

    /** Stops the decoder when the time is over. */
    private record Watch(DecodeGuard guard) implements IIOReadProgressListener {

        private void check(@Nullable ImageReader source) {
            if (source != null && guard.isExpired()) {
                source.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {
            check(source);
        }

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            check(source);
        }

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
