package io.selfscale.inference.generate;

import io.selfscale.inference.image.RgbImage;
import java.util.List;

/**
 * A video as it is given to a model: the frames that are to be looked at.
 *
 * @param frames the frames, of one size, at least one
 * @param numbers the number (from 0) of each frame in the whole video, as many as frames
 * @param framesPerSecond the rate of the whole video, above 0
 */
public record Video(List<RgbImage> frames, List<Integer> numbers, double framesPerSecond) {

    public Video {
        frames = List.copyOf(frames);
        numbers = List.copyOf(numbers);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("a video has at least one frame");
        }
        if (frames.size() != numbers.size()) {
            throw new IllegalArgumentException("every frame has a number but there are " + frames.size()
                    + " frames and " + numbers.size() + " numbers");
        }
    }
}
