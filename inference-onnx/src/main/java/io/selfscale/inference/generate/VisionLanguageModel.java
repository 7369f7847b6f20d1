package io.selfscale.inference.generate;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.prompt.EncodedPrompt;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.runtime.Cancellation;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.ElementType;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.RunSettings;
import io.selfscale.inference.runtime.Session;
import io.selfscale.inference.runtime.SessionSettings;
import io.selfscale.inference.runtime.Tensor;
import io.selfscale.policy.spi.Ticker;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * A loaded model that answers one prompt at a time per call; calls from several threads run beside each other, each with
 * a cache of its own. The runtime and the tokenizer belong to the caller and must stay open.
 */
public final class VisionLanguageModel implements AutoCloseable {

    /**
     * An optimizer of ONNX Runtime 1.28 that takes every rotary embedding for its own operator of that name, which has one
     * more input than the standard one, and brings the process down.
     */
    private static final String DISABLED_OPTIMIZER = "GroupQueryAttentionFusion";

    private static final double MIB = 1L << 20;

    private final OnnxRuntime runtime;
    private final Tokenizer tokenizer;
    private final Checkpoint checkpoint;
    private final Precision precision;
    private final Device device;
    private final Ticker ticker;
    private final long cacheBytes;
    private final Session vision;
    private final Session decoder;
    private final VisionEncoder encoder;

    /** How many of the largest logits the decoder has as an output of their own. */
    private final int topLogits;

    private VisionLanguageModel(
            OnnxRuntime runtime,
            Tokenizer tokenizer,
            ExportedModel model,
            Device device,
            Ticker ticker,
            long cacheBytes,
            Session vision,
            Session decoder) {
        this.runtime = runtime;
        this.tokenizer = tokenizer;
        this.checkpoint = model.checkpoint();
        this.precision = model.precision();
        this.device = device;
        this.ticker = ticker;
        this.cacheBytes = cacheBytes;
        this.vision = vision;
        this.decoder = decoder;
        this.topLogits = decoder.outputs().stream()
                .filter(output -> output.name().equals("top_logits"))
                .mapToInt(output -> Math.toIntExact(output.shape().get(1)))
                .findFirst()
                .orElse(0);
        this.encoder = new VisionEncoder(runtime, vision, checkpoint.config().vision(), precision, device);
    }

    /**
     * Loads a model.
     *
     * @throws GenerateException if the graphs are not for this device, or the memory is too small
     * @throws io.selfscale.inference.runtime.OrtException if ONNX Runtime cannot load it
     */
    public static VisionLanguageModel load(
            OnnxRuntime runtime, ExportedModel model, Tokenizer tokenizer, ModelSettings settings, Ticker ticker) {
        Device device = settings.device();
        if (device.isHost() != (model.precision() == Precision.FP32)) {
            throw new GenerateException(model.folder() + ": was exported as "
                    + model.precision().name().toLowerCase(Locale.ROOT) + ", which does not run on " + device
                    + "; export it with --precision " + (device.isHost() ? "fp32" : "fp16 or bf16"));
        }
        LoadPlan plan = LoadPlan.of(model.checkpoint(), model.precision());
        plan.requireWithin(settings.availableBytes());
        SessionSettings sessions = sessions(model, device, settings.threads());
        Session vision = runtime.createSession(model.vision(), sessions);
        try {
            Session decoder = runtime.createSession(model.decoder(), sessions);
            return new VisionLanguageModel(
                    runtime,
                    tokenizer,
                    model,
                    device,
                    ticker,
                    settings.availableBytes() - plan.expandedBytes(),
                    vision,
                    decoder);
        } catch (RuntimeException cause) {
            vision.close();
            throw cause;
        }
    }

    /** How the sessions of a model are made. */
    static SessionSettings sessions(ExportedModel model, Device device, int threads) {
        SessionSettings sessions = SessionSettings.on(device)
                .withIntraOpThreads(threads)
                .withExternalDataFolder(model.weights().folder())
                .withConfig("optimization.disable_specified_optimizers", DISABLED_OPTIMIZER);
        // On the CPU a packed copy of every matrix would double what is mapped.
        return device.isHost() ? sessions.withoutPrepacking() : sessions;
    }

    /** The checkpoint that was loaded. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Answers a prompt.
     *
     * @param listener is given each piece of text when it is certain, on the calling thread
     * @param cancellation ends the answer from another thread; what there is by then is returned
     * @throws GenerateException if the prompt fills the context, or the memory is too small for the longest answer
     */
    public Answer answer(Prompt prompt, AnswerSettings settings, Consumer<String> listener, Cancellation cancellation) {
        ModelConfig config = checkpoint.config();
        EncodedPrompt encoded = prompt.encoded();
        int room = config.text().maxPositions() - encoded.length();
        if (room < 1) {
            throw new GenerateException(
                    "the prompt has " + encoded.length() + " tokens, which leaves no room for an answer"
                            + " in a context of " + config.text().maxPositions() + "; shorten it");
        }
        int limit = Math.min(settings.maxNewTokens(), room);
        requireCacheWithin(encoded.length() + limit);
        long start = ticker.nanos();
        RunSettings run = RunSettings.cancelledBy(cancellation);
        AnswerTurn turn = new AnswerTurn(checkpoint, tokenizer, encoded, settings, limit, listener);
        int largest = settings.sampling().needsOnly(topLogits) ? topLogits : 0;
        try (Decoding decoding = decoding(encoded.length() + limit, largest)) {
            long seen;
            try (Tensor first = prefill(decoding, prompt, encoded.length() - 1, run, turn::tookForVision)) {
                seen = ticker.nanos();
                turn.tookForPrompt(seen - start);
                turn.choose(first.floats());
            }
            while (turn.goesOn(cancellation.isCancelled(), ticker.nanos() - start)) {
                turn.choose(decoding.step(turn.last(), turn.position(), run));
                long now = ticker.nanos();
                turn.tookForSteps(now - seen, decoding.runNanos());
            }
        } catch (CancellationException cause) {
            turn.end(FinishReason.CANCELLED);
        }
        return turn.answer();
    }

    /** Refuses a cache that would not fit: the system would take its memory, and end the process when it is used. */
    private void requireCacheWithin(int tokens) {
        long needed = Math.multiplyExact(
                KeyValueCache.bytesPerToken(checkpoint.config().text(), elementType()), tokens);
        if (device.isHost() && needed > cacheBytes) {
            throw new GenerateException(String.format(
                    Locale.ROOT,
                    "the cache of %d tokens, prompt and answer, takes %.1f MiB of memory, but only %.1f MiB are free; allow"
                            + " fewer new tokens, shorten the prompt, or free some memory",
                    tokens,
                    needed / MIB,
                    cacheBytes / MIB));
        }
    }

    /**
     * Computes logits of a prompt without an answer.
     *
     * @param firstLogits the first position that is wanted; all after it come too
     * @return {@code [positions, vocabulary]}; to be closed by the caller
     */
    Tensor logits(Prompt prompt, int firstLogits) {
        try (Decoding decoding = decoding(prompt.encoded().length())) {
            return prefill(decoding, prompt, firstLogits);
        }
    }

    Decoding decoding(int capacity) {
        return decoding(capacity, 0);
    }

    Decoding decoding(int capacity, int largest) {
        ModelConfig config = checkpoint.config();
        return new Decoding(
                runtime,
                decoder,
                config.text(),
                config.vision().deepstackIndexes().size(),
                elementType(),
                device,
                capacity,
                largest,
                ticker);
    }

    Tensor prefill(Decoding decoding, Prompt prompt, int firstLogits) {
        return prefill(decoding, prompt, firstLogits, RunSettings.DEFAULT, nanos -> {});
    }

    VisualFeatures encode(Prompt prompt, RunSettings run) {
        return encoder.encode(prompt.grids(), prompt.patches(), run);
    }

    private Tensor prefill(
            Decoding decoding, Prompt prompt, int firstLogits, RunSettings run, LongConsumer visionNanos) {
        EncodedPrompt encoded = prompt.encoded();
        long start = ticker.nanos();
        VisualFeatures visual = prompt.grids().isEmpty() ? null : encode(prompt, run);
        visionNanos.accept(ticker.nanos() - start);
        try {
            return decoding.prefill(
                    new Prefill(
                            encoded.ids(),
                            encoded.positions().time(),
                            encoded.positions().row(),
                            encoded.positions().column(),
                            places(encoded),
                            visual,
                            firstLogits),
                    run);
        } finally {
            if (visual != null) {
                visual.close();
            }
        }
    }

    private static int[] places(EncodedPrompt encoded) {
        return encoded.visual().stream()
                .flatMapToInt(tokens -> IntStream.range(tokens.start(), tokens.end()))
                .toArray();
    }

    private ElementType elementType() {
        return switch (precision) {
            case FP32 -> ElementType.FLOAT32;
            case FP16 -> ElementType.FLOAT16;
            case BF16 -> ElementType.BFLOAT16;
        };
    }

    /** Gives back the memory of the model; answers under way must have ended. */
    @Override
    public void close() {
        vision.close();
        decoder.close();
    }
}
