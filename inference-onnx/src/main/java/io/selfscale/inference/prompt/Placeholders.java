package io.selfscale.inference.prompt;

import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.image.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Expands the one placeholder that a template prints for an image or a video into as many tokens as the model sees.
 * Source: the Qwen3-VL processor of Hugging Face transformers.
 */
final class Placeholders {

    private final ModelConfig config;
    private final VideoForm videoForm;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    /** A run of visual tokens that is not placed yet: the index of its piece, and its shape. */
    record Run(int piece, VisualTokens.Kind kind, int index, int frame, int rows, int columns) {}

    private Placeholders(ModelConfig config, VideoForm videoForm) {
        this.config = config;
        this.videoForm = videoForm;
    }

    /**
     * Expands a prompt.
     *
     * @throws PromptException if there are not as many images and videos as placeholders, or a size does not divide
     */
    static Placeholders expand(
            List<Piece> prompt, List<Grid> images, List<VideoFrames> videos, ModelConfig config, VideoForm videoForm) {
        check("image", prompt, config.imageTokenId(), images.size());
        check("video", prompt, config.videoTokenId(), videos.size());
        Placeholders expanded = new Placeholders(config, videoForm);
        int image = 0;
        int video = 0;
        for (int i = 0; i < prompt.size(); i++) {
            Piece piece = prompt.get(i);
            if (isToken(piece, config.imageTokenId())) {
                expanded.image(image, images.get(image));
                image++;
            } else if (isToken(piece, config.videoTokenId())) {
                i += expanded.video(video, videos.get(video), i + 1 < prompt.size() ? prompt.get(i + 1) : null);
                video++;
            } else {
                expanded.add(piece);
            }
        }
        return expanded;
    }

    private static void check(String kind, List<Piece> prompt, int id, int given) {
        long placeholders = prompt.stream().filter(piece -> isToken(piece, id)).count();
        if (placeholders != given) {
            throw new PromptException(
                    "the prompt has " + placeholders + " places for a" + (kind.equals("image") ? "n " : " ")
                            + kind + " but " + given + " of them were given; each needs one " + kind
                            + " part in a user message (the template leaves out others), in the same order");
        }
    }

    static boolean isToken(@Nullable Piece piece, int id) {
        return piece instanceof Piece.Added added && added.id() == id;
    }

    List<Piece> pieces() {
        return pieces;
    }

    List<Run> runs() {
        return runs;
    }

    private void image(int index, Grid grid) {
        if (grid.frames() != 1) {
            throw new PromptException("image " + (index + 1) + ": expected a grid of 1 frame, found " + grid.frames());
        }
        visual(VisualTokens.Kind.IMAGE, index, 0, grid, config.imageTokenId());
    }

    /** Adds a video; returns how many pieces after its placeholder it took with it. */
    private int video(int index, VideoFrames video, @Nullable Piece next) {
        int last = pieces.size() - 1;
        boolean replace = videoForm == VideoForm.OUTER_PAIR_REPLACED
                && last >= 0
                && isToken(pieces.get(last), config.visionStartTokenId())
                && isToken(next, config.visionEndTokenId());
        if (replace) {
            pieces.remove(last);
        }
        for (int frame = 0; frame < video.grid().frames(); frame++) {
            add(new Piece.Run(video.timestamp(frame)));
            add(new Piece.Added(config.visionStartTokenId(), 1));
            visual(VisualTokens.Kind.VIDEO, index, frame, video.grid(), config.videoTokenId());
            add(new Piece.Added(config.visionEndTokenId(), 1));
        }
        return replace ? 1 : 0;
    }

    private void visual(VisualTokens.Kind kind, int index, int frame, Grid grid, int id) {
        int merge = config.vision().spatialMergeSize();
        if (grid.rows() % merge != 0 || grid.columns() % merge != 0) {
            throw new PromptException(kind.name().toLowerCase(Locale.ROOT) + " " + (index + 1)
                    + ": expected rows and columns of patches that are multiples of " + merge + ", found " + grid.rows()
                    + " x " + grid.columns());
        }
        int rows = grid.rows() / merge;
        int columns = grid.columns() / merge;
        if ((long) rows * columns > Integer.MAX_VALUE) {
            throw new PromptException(kind.name().toLowerCase(Locale.ROOT) + " " + (index + 1) + ": " + rows + " x "
                    + columns + " tokens are more than any context holds; make it smaller");
        }
        runs.add(new Run(pieces.size(), kind, index, frame, rows, columns));
        add(new Piece.Added(id, rows * columns));
    }

    /** Adds a piece; text that meets text becomes one run, which the tokenizer must see at once. */
    private void add(Piece piece) {
        int last = pieces.size() - 1;
        if (piece instanceof Piece.Run run && last >= 0 && pieces.get(last) instanceof Piece.Run before) {
            pieces.set(last, new Piece.Run(before.text() + run.text()));
        } else {
            pieces.add(piece);
        }
    }
}
