package io.selfscale.adapter.cli.inference;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.inference.checkpoint.GenerationConfig;
import io.selfscale.inference.generate.Sampling;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How tokens are chosen; what is not given is as the checkpoint wants it. */
final class SamplingOptions {

    @Option(
            names = "--temperature",
            paramLabel = "NUMBER",
            description = "Divides the logits: 0 takes the most likely token each time. Default: the checkpoint's.")
    private @Nullable Double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            description = "Draw among the N most likely tokens; 0 for all. Default: the checkpoint's.")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "SHARE",
            description =
                    "Draw among the tokens that together have this share of probability. Default: the checkpoint's.")
    private @Nullable Double topP;

    @Option(
            names = "--min-p",
            paramLabel = "SHARE",
            description = "Leave out what is less likely than this share of the most likely token. Default: 0.")
    private @Nullable Double minP;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "FACTOR",
            description =
                    "Makes tokens of the prompt and the answer less likely; 1 for none. Default: the checkpoint's.")
    private @Nullable Double repetitionPenalty;

    @Option(
            names = "--presence-penalty",
            paramLabel = "NUMBER",
            description = "Taken from the logits of tokens of the answer, -2 to 2. Default: 0.")
    private @Nullable Double presencePenalty;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Where the random numbers begin; the same seed gives the same answer. Default: another each time.")
    private @Nullable Long seed;

    Sampling sampling(GenerationConfig config) {
        Sampling sampling = Sampling.from(config, seed == null ? new SplittableRandom().nextLong() : seed);
        try {
            if (temperature != null) {
                // A checkpoint that does not draw has numbers for those who want to all the same.
                sampling =
                        sampling.withTopK(config.topK()).withTopP(config.topP()).withTemperature(temperature);
            }
            sampling = topK == null ? sampling : sampling.withTopK(topK);
            sampling = topP == null ? sampling : sampling.withTopP(topP);
            sampling = minP == null ? sampling : sampling.withMinP(minP);
            sampling = repetitionPenalty == null ? sampling : sampling.withRepetitionPenalty(repetitionPenalty);
            return presencePenalty == null ? sampling : sampling.withPresencePenalty(presencePenalty);
        } catch (IllegalArgumentException cause) {
            throw new UsageException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
