package io.selfscale.inference.generate;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.prompt.EncodedPrompt;
import io.selfscale.inference.prompt.StreamDecoder;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.prompt.VisualTokens;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer while it grows: its tokens, its text, what it took, and whether it goes on. For one thread. */
final class AnswerTurn {

    private final List<Integer> endTokenIds;
    private final EncodedPrompt prompt;
    private final AnswerSettings settings;
    private final int limit;
    private final Consumer<String> listener;
    private final Sampler sampler;
    private final StreamDecoder decoder;
    private final AnswerText text;
    private final List<Integer> ids = new ArrayList<>();
    private @Nullable FinishReason finish;
    private long visionNanos;
    private long prefillNanos;
    private long decodeNanos;
    private long runNanos;

    /**
     * @param limit most tokens
     * @param listener is given each piece of text when it is certain
     */
    AnswerTurn(
            Checkpoint checkpoint,
            Tokenizer tokenizer,
            EncodedPrompt prompt,
            AnswerSettings settings,
            int limit,
            Consumer<String> listener) {
        this.endTokenIds = checkpoint.generation().endTokenIds();
        this.prompt = prompt;
        this.settings = settings;
        this.limit = limit;
        this.listener = listener;
        this.decoder = new StreamDecoder(tokenizer);
        this.text = new AnswerText(settings.stops());
        this.sampler = new Sampler(
                settings.sampling(),
                checkpoint.config().text().vocabularySize(),
                tokenizer.vocabularySize(),
                new SplittableRandom(settings.sampling().seed()));
        for (int id : prompt.ids()) {
            sampler.prompted(id);
        }
    }

    void tookForVision(long nanos) {
        visionNanos = nanos;
    }

    /** @param nanos from the prompt to its logits, the vision tower included */
    void tookForPrompt(long nanos) {
        prefillNanos = nanos - visionNanos;
    }

    /**
     * @param nanos all steps so far
     * @param inside the part of that that was spent in ONNX Runtime
     */
    void tookForSteps(long nanos, long inside) {
        decodeNanos = nanos;
        runNanos = inside;
    }

    /** Chooses the first token, by the logits of the last of the prompt. */
    void choose(FloatBuffer logits) {
        take(sampler.next(logits));
    }

    /** Chooses the next token. */
    void choose(StepLogits logits) {
        take(logits.choose(sampler));
    }

    private void take(int id) {
        ids.add(id);
        if (endTokenIds.contains(id)) {
            end(FinishReason.STOP);
            return;
        }
        give(text.append(decoder.append(id)));
        if (text.isStopped()) {
            end(FinishReason.STOP);
        } else if (ids.size() == limit) {
            end(FinishReason.LENGTH);
        }
    }

    /**
     * Whether another token is wanted.
     *
     * @param cancelled whether the caller wants no more
     * @param elapsedNanos since the call
     */
    boolean goesOn(boolean cancelled, long elapsedNanos) {
        if (finish == null && cancelled) {
            end(FinishReason.CANCELLED);
        }
        if (finish == null
                && settings.timeLimit()
                        .filter(time -> elapsedNanos >= time.toNanos())
                        .isPresent()) {
            end(FinishReason.TIME_LIMIT);
        }
        return finish == null;
    }

    /** The token that was chosen last. */
    int last() {
        return ids.get(ids.size() - 1);
    }

    /** Its position. */
    int position() {
        return prompt.length() + prompt.positions().ropeDelta() + ids.size() - 1;
    }

    void end(FinishReason reason) {
        finish = reason;
        give(text.append(decoder.finish()));
        give(text.finish());
    }

    private void give(String piece) {
        if (!piece.isEmpty()) {
            listener.accept(piece);
        }
    }

    Answer answer() {
        int visual = prompt.visual().stream().mapToInt(VisualTokens::length).sum();
        return new Answer(
                text.text(),
                ids,
                finish == null ? FinishReason.CANCELLED : finish,
                new Answer.Times(
                        prompt.length(),
                        visual,
                        Duration.ofNanos(visionNanos),
                        Duration.ofNanos(prefillNanos),
                        Duration.ofNanos(decodeNanos),
                        Duration.ofNanos(decodeNanos - runNanos),
                        Math.max(0, ids.size() - 1)));
    }
}
