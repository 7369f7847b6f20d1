package io.selfscale.inference.prompt;

import io.selfscale.inference.image.Grid;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the prompt must know of a video.
 *
 * @param grid its patches; {@code grid.frames()} frame pairs
 * @param seconds when each frame pair was seen, in seconds from the start of the video
 */
public record VideoFrames(Grid grid, List<Double> seconds) {

    public VideoFrames {
        seconds = List.copyOf(seconds);
        if (seconds.size() != grid.frames()) {
            throw new IllegalArgumentException(
                    "a video has a time for each of its " + grid.frames() + " frame pairs but had " + seconds.size());
        }
        for (double second : seconds) {
            if (!Double.isFinite(second)) {
                throw new IllegalArgumentException("a time is a finite number of seconds but was " + second);
            }
        }
    }

    /**
     * A video by the numbers of the frames that were taken from it. The time of a pair is the mean of its two frames; an
     * odd last frame is a pair with itself. Source: the Qwen3-VL processor of Hugging Face transformers.
     *
     * @param grid its patches
     * @param frames the number (from 0) in the video of each frame that was taken
     * @param framesPerSecond the rate of the video before frames were taken, above 0
     * @return the video
     */
    public static VideoFrames of(Grid grid, List<Integer> frames, double framesPerSecond) {
        if (!(framesPerSecond > 0) || Double.isInfinite(framesPerSecond)) {
            throw new IllegalArgumentException("frames per second are above 0 but were " + framesPerSecond);
        }
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < frames.size(); i += 2) {
            double first = frames.get(i) / framesPerSecond;
            double second = frames.get(Math.min(i + 1, frames.size() - 1)) / framesPerSecond;
            seconds.add((first + second) / 2);
        }
        return new VideoFrames(grid, seconds);
    }

    /** The text before a frame pair. One decimal of the exact binary value, a tie to the even digit, as Python prints it. */
    String timestamp(int pair) {
        return "<"
                + new BigDecimal(seconds.get(pair))
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .toPlainString() + " seconds>";
    }
}
