package io.selfscale.adapter.cli.inference;

import io.selfscale.inference.generate.Answer;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.runtime.Device;
import java.util.Locale;

/** What an answer took, as lines of text. */
final class AnswerStatistics {

    private static final double NANOS = 1e9;

    private AnswerStatistics() {}

    static String of(Answer answer, long loadingNanos, String version, Device device, ExportedModel model) {
        Answer.Times times = answer.times();
        double outside = times.steps() == 0 ? 0 : times.outside().toNanos() / 1e3 / times.steps();
        return String.format(
                        Locale.ROOT,
                        "model     %s, %s on %s, ONNX Runtime %s%n",
                        model.checkpoint().folder(),
                        model.precision().name().toLowerCase(Locale.ROOT),
                        device,
                        version)
                + String.format(Locale.ROOT, "load      %.2f s, from the images to the prompt%n", loadingNanos / NANOS)
                + String.format(
                        Locale.ROOT,
                        "prompt    %d tokens, %d of them of images%n",
                        times.promptTokens(),
                        times.visualTokens())
                + String.format(
                        Locale.ROOT, "vision    %.3f s%n", times.vision().toNanos() / NANOS)
                + String.format(
                        Locale.ROOT, "prefill   %.3f s%n", times.prefill().toNanos() / NANOS)
                + String.format(
                        Locale.ROOT,
                        "decode    %d tokens in %.3f s, %.1f a second%n",
                        times.steps(),
                        times.decode().toNanos() / NANOS,
                        times.tokensPerSecond())
                + String.format(Locale.ROOT, "outside   %.1f µs a token spent outside ONNX Runtime%n", outside)
                + String.format(
                        Locale.ROOT, "ended by  %s%n", answer.finish().name().toLowerCase(Locale.ROOT));
    }
}
