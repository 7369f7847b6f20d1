package io.selfscale.inference.image;

import io.selfscale.inference.checkpoint.VideoProcessorConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the frames of a video that the model looks at, and says when they are: {@code sample_frames} and
 * {@code _calculate_timestamps} of Hugging Face transformers' Qwen3-VL. Pure.
 */
public final class FrameSampling {

    /** Frames per second of a video whose rate is not known, as the reference assumes. */
    public static final double DEFAULT_FRAMES_PER_SECOND = 24;

    private FrameSampling() {}

    /**
     * Returns the frames to look at: evenly spread, the first and the last among them.
     *
     * @param totalFrames frames of the video, at least 1
     * @param framesPerSecond rate of the video, finite and above 0
     * @param config how many frames of a second, and of a video, are looked at
     * @return indexes from 0 to {@code totalFrames - 1}, ascending
     */
    public static List<Integer> indexes(int totalFrames, double framesPerSecond, VideoProcessorConfig config) {
        if (totalFrames < 1) {
            throw new IllegalArgumentException("a video has at least 1 frame but was given " + totalFrames);
        }
        checkRate(framesPerSecond);
        int wanted = (int) (totalFrames / framesPerSecond * config.framesPerSecond());
        int count = Math.min(Math.min(Math.max(wanted, config.minFrames()), config.maxFrames()), totalFrames);
        List<Integer> indexes = new ArrayList<>(count);
        // As NumPy's linspace: the step first, then its multiples; the end exactly.
        double step = count > 1 ? (totalFrames - 1.0) / (count - 1) : 0;
        for (int i = 0; i < count; i++) {
            indexes.add(i > 0 && i == count - 1 ? totalFrames - 1 : (int) Math.rint(i * step));
        }
        return indexes;
    }

    /**
     * Returns the times of the groups of frames that become one patch, as the prompt names them.
     *
     * @param indexes frames that are looked at, at least one
     * @param framesPerSecond rate of the video, finite and above 0
     * @param temporalPatchSize frames of a group, at least 1; an incomplete last group repeats its last frame
     * @return seconds in the middle of each group with one decimal, its half rounded to even ({@code "0.2"} for 0.25)
     */
    public static List<String> timestamps(List<Integer> indexes, double framesPerSecond, int temporalPatchSize) {
        checkRate(framesPerSecond);
        List<String> times = new ArrayList<>();
        for (int first = 0; first < indexes.size(); first += temporalPatchSize) {
            int last = Math.min(first + temporalPatchSize, indexes.size()) - 1;
            double middle = (indexes.get(first) / framesPerSecond + indexes.get(last) / framesPerSecond) / 2;
            // The exact binary value decides, as in Python; String.format rounds halves up.
            times.add(new BigDecimal(middle).setScale(1, RoundingMode.HALF_EVEN).toPlainString());
        }
        return times;
    }

    private static void checkRate(double framesPerSecond) {
        if (!(framesPerSecond > 0 && framesPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the frames per second must be finite and above 0 but were " + framesPerSecond);
        }
    }
}
