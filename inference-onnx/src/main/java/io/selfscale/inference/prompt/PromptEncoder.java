package io.selfscale.inference.prompt;

import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.image.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns conversations into what the model reads. Immutable; may be used by several threads at once. The tokenizer belongs
 * to the caller and must stay open.
 */
public final class PromptEncoder {

    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final ModelConfig config;
    private final VideoForm videoForm;

    /**
     * An encoder.
     *
     * @param tokenizer the tokenizer of the checkpoint
     * @param template its chat template
     * @param config its sizes and token ids
     * @param videoForm how videos are written
     * @throws PromptException if the tokenizer and {@code config} do not fit together
     */
    public PromptEncoder(Tokenizer tokenizer, ChatTemplate template, ModelConfig config, VideoForm videoForm) {
        tokenizer.check(config);
        this.tokenizer = tokenizer;
        this.template = template;
        this.config = config;
        this.videoForm = videoForm;
    }

    /** The prompt before placeholders are expanded, for logs and tests. */
    public RenderedPrompt render(List<Message> messages, ChatOptions options) {
        return template.render(messages, options);
    }

    /**
     * Encodes a conversation.
     *
     * @param messages the conversation, at least one message
     * @param images the patches of each image of the user messages, in order
     * @param videos each video of the user messages, in order
     * @param options what the template is told
     * @param maxTokens the most ids that the prompt may have, at least 1; the context of the model if that is less
     * @return the prompt
     * @throws PromptException if images or videos are missing or left over, or the prompt is longer than allowed; the
     *     latter is found before memory is taken for its ids
     */
    public EncodedPrompt encode(
            List<Message> messages, List<Grid> images, List<VideoFrames> videos, ChatOptions options, int maxTokens) {
        Placeholders expanded = Placeholders.expand(
                tokenizer.pieces(template.render(messages, options)), images, videos, config, videoForm);
        int limit = Math.min(maxTokens, config.text().maxPositions());
        List<Piece> pieces = expanded.pieces();

        // A lower bound first: what is far too long is refused without being tokenized.
        long fixed = 0;
        long least = 0;
        long visual = expanded.runs().stream()
                .mapToLong(run -> (long) run.rows() * run.columns())
                .sum();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Added added) {
                fixed += added.count();
            } else if (piece instanceof Piece.Run run) {
                least += tokenizer.leastIds(run.text());
            }
        }
        refuseIfLonger(fixed + least, limit, visual, "at least ");
        int[] @Nullable [] encoded = new int[pieces.size()][];
        long length = fixed;
        for (int i = 0; i < encoded.length; i++) {
            if (pieces.get(i) instanceof Piece.Run run) {
                int[] ids = tokenizer.encodeRun(run.text());
                encoded[i] = ids;
                length += ids.length;
                refuseIfLonger(length, limit, visual, i + 1 < encoded.length ? "at least " : "");
            }
        }

        int[] ids = new int[Math.toIntExact(length)];
        int[] starts = new int[pieces.size()];
        int at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            int[] run = encoded[i];
            if (run != null) {
                System.arraycopy(run, 0, ids, at, run.length);
                at += run.length;
            } else if (pieces.get(i) instanceof Piece.Added added) {
                Arrays.fill(ids, at, at + added.count(), added.id());
                at += added.count();
            }
        }
        List<VisualTokens> ranges = new ArrayList<>();
        for (Placeholders.Run run : expanded.runs()) {
            ranges.add(new VisualTokens(
                    run.kind(), run.index(), run.frame(), starts[run.piece()], run.rows(), run.columns()));
        }
        return new EncodedPrompt(ids, Positions.of(ids.length, ranges), ranges);
    }

    private static void refuseIfLonger(long length, int limit, long visual, String atLeast) {
        if (length > limit) {
            throw new PromptException("the prompt has " + atLeast + length + " tokens, " + visual
                    + " of them of images and videos, but at most " + limit
                    + " are allowed; shorten the text or make the images smaller");
        }
    }
}
