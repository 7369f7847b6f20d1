package io.selfscale.inference.generate;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.image.Grid;
import io.selfscale.inference.image.ImagePatches;
import io.selfscale.inference.image.ImageProcessor;
import io.selfscale.inference.image.RgbImage;
import io.selfscale.inference.image.VideoProcessor;
import io.selfscale.inference.prompt.ChatOptions;
import io.selfscale.inference.prompt.ChatTemplate;
import io.selfscale.inference.prompt.EncodedPrompt;
import io.selfscale.inference.prompt.Message;
import io.selfscale.inference.prompt.PromptEncoder;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.prompt.VideoForm;
import io.selfscale.inference.prompt.VideoFrames;
import io.selfscale.inference.prompt.VisualTokens;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Makes a prompt of a conversation and its pictures: what Hugging Face calls the processor of a model. Immutable; safe for
 * concurrent use.
 */
public final class MultimodalProcessor {

    private final PromptEncoder encoder;
    private final ImageProcessor images;
    private final VideoProcessor videos;
    private final Executor executor;

    private MultimodalProcessor(
            PromptEncoder encoder, ImageProcessor images, VideoProcessor videos, Executor executor) {
        this.encoder = encoder;
        this.images = images;
        this.videos = videos;
        this.executor = executor;
    }

    /**
     * The processor of a checkpoint.
     *
     * @param tokenizer its tokenizer, which must stay open
     * @param executor works on several images at once; {@code Runnable::run} for one after the other
     */
    public static MultimodalProcessor of(Checkpoint checkpoint, Tokenizer tokenizer, Executor executor) {
        return new MultimodalProcessor(
                new PromptEncoder(
                        tokenizer,
                        ChatTemplate.of(checkpoint.chatTemplate(), tokenizer.addedTokens()),
                        checkpoint.config(),
                        VideoForm.OUTER_PAIR_KEPT),
                new ImageProcessor(checkpoint.image()),
                new VideoProcessor(checkpoint.video()),
                executor);
    }

    /**
     * A processor that makes images smaller than the checkpoint would.
     *
     * @param maxArea largest area of an image, in pixels, at least that of one token
     */
    public MultimodalProcessor withMaxArea(long maxArea) {
        return new MultimodalProcessor(encoder, images.withMaxArea(maxArea), videos, executor);
    }

    /**
     * Makes a prompt.
     *
     * @param messages the conversation
     * @param pictures the images that it names, in order
     * @param films the videos that it names, in order
     * @throws io.selfscale.inference.prompt.PromptException if pictures are missing or left over, or the prompt is longer
     *     than the context
     * @throws io.selfscale.inference.image.ImageException if the shape of a picture is not taken
     */
    public Prompt process(List<Message> messages, List<RgbImage> pictures, List<Video> films, ChatOptions options) {
        List<Grid> imageGrids = new ArrayList<>();
        for (RgbImage picture : pictures) {
            imageGrids.add(images.grid(picture.width(), picture.height()));
        }
        List<VideoFrames> videoFrames = new ArrayList<>();
        for (Video film : films) {
            RgbImage first = film.frames().get(0);
            Grid grid = videos.grid(film.frames().size(), first.width(), first.height());
            videoFrames.add(VideoFrames.of(grid, film.numbers(), film.framesPerSecond()));
        }
        // The ids first: a prompt that is too long is refused before its pictures cost anything.
        EncodedPrompt encoded = encoder.encode(messages, imageGrids, videoFrames, options, Integer.MAX_VALUE);
        List<Grid> grids = new ArrayList<>();
        List<FloatBuffer> patches = new ArrayList<>();
        for (VisualTokens tokens : encoded.visual()) {
            if (tokens.frame() > 0) {
                continue;
            }
            ImagePatches made = tokens.kind() == VisualTokens.Kind.IMAGE
                    ? images.process(pictures.get(tokens.index()))
                    : videos.process(films.get(tokens.index()).frames(), executor);
            grids.add(made.grid());
            patches.add(made.values());
        }
        return new Prompt(encoded, grids, patches);
    }
}
