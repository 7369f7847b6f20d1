package io.selfscale.adapter.cli.inference;

import io.selfscale.inference.generate.Answer;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.runtime.Device;
import java.time.Duration;
import java.util.Locale;

/** What an answer took, as lines of text. */
final class AnswerStatistics {

    private AnswerStatistics() {}

    static String of(Answer answer, long loadingNanos, String version, Device device, ExportedModel model) {
        Answer.Times times = answer.times();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "model",
                "%s, %s on %s, ONNX Runtime %s",
                model.checkpoint().folder(),
                model.precision().name().toLowerCase(Locale.ROOT),
                device,
                version);
        line(text, "load", "%.2f s, from the start of the command to the prompt", loadingNanos / 1e9);
        line(text, "prompt", "%d tokens, %d of them of images", times.promptTokens(), times.visualTokens());
        line(text, "vision", "%.3f s", seconds(times.vision()));
        line(text, "prefill", "%.3f s", seconds(times.prefill()));
        line(
                text,
                "decode",
                "%d tokens in %.3f s, %.1f a second",
                times.steps(),
                seconds(times.decode()),
                times.tokensPerSecond());
        line(
                text,
                "outside",
                "%.1f µs a token spent outside ONNX Runtime",
                times.steps() == 0 ? 0 : times.outside().toNanos() / 1e3 / times.steps());
        line(text, "ended by", "%s", answer.finish().name().toLowerCase(Locale.ROOT));
        return text.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-9s ", name))
                .append(String.format(Locale.ROOT, format, values))
                .append(System.lineSeparator());
    }
}
