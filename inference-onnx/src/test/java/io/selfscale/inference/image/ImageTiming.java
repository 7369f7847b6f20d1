package io.selfscale.inference.image;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prints how long images take from their bytes to patches: {@code ImageTiming FILE…}. Milliseconds of one thread's processor
 * time, median of forty runs after twenty, so that other work on the machine does not count.
 */
final class ImageTiming {

    private static final int WARM_UP = 20;
    private static final int RUNS = 60;

    private ImageTiming() {}

    public static void main(String[] files) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults(), System::nanoTime);
        ImageProcessor processor = new ImageProcessor(TestConfigs.IMAGE);
        for (String file : files) {
            byte[] encoded = Files.readAllBytes(Path.of(file));
            RgbImage first = decoder.decode(encoded);
            int patches = processor.grid(first.width(), first.height()).patches();
            FloatBuffer values = ByteBuffer.allocateDirect(patches * 1536 * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            double[] decoded = new double[RUNS];
            double[] all = new double[RUNS];
            for (int run = 0; run < RUNS; run++) {
                long began = threads.getCurrentThreadCpuTime();
                RgbImage image = decoder.decode(encoded);
                long middle = threads.getCurrentThreadCpuTime();
                Grid unused = processor.write(image, values.clear());
                decoded[run] = (middle - began) / 1e6;
                all[run] = (threads.getCurrentThreadCpuTime() - began) / 1e6;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s %d x %d: %.1f ms, of that decoding %.1f ms%n",
                    file,
                    first.width(),
                    first.height(),
                    median(all),
                    median(decoded));
        }
    }

    private static double median(double[] times) {
        double[] late = Arrays.copyOfRange(times, WARM_UP, times.length);
        Arrays.sort(late);
        return late[late.length / 2];
    }
}
