package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceCommandsTest {

    @TempDir
    static Path folder;

    private static Path model;
    private static Path picture;

    @BeforeAll
    static void writeAModelAndAPicture() throws IOException {
        model = folder.resolve("model");
        TinyModel.write(model, 1);
        picture = folder.resolve("picture.png");
        BufferedImage image = new BufferedImage(90, 70, BufferedImage.TYPE_INT_RGB);
        image.setRGB(20, 20, 0xFF8800);
        ImageIO.write(image, "png", picture.toFile());
    }

    private static CommandLineRun generate(String... more) {
        return CommandLineRun.of(Stream.concat(
                        Stream.of("generate", "--device", "cpu", "--prompt", "What is this?", "--seed", "1"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void aModelIsMadeExportedAndAsked(@TempDir Path place) {
        String tiny = place.resolve("tiny").toString();
        CommandLineRun made = CommandLineRun.of("tiny-model", tiny, "--seed", "3");
        assertThat(made.exitCode()).as(made.err()).isZero();
        CommandLineRun exported = CommandLineRun.of("export", tiny);
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(exported.out()).contains("vision.onnx").contains("MB in all");
        CommandLineRun asked =
                generate("--model", tiny, "--image", picture.toString(), "--max-new-tokens", "8", "--stats");
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(asked.out()).endsWith(System.lineSeparator());
        assertThat(asked.err())
                .contains("fp32 on cpu, ONNX Runtime 1.")
                .containsPattern("prompt +[0-9]+ tokens, [1-9][0-9]* of them of images")
                .doesNotContain("exported");
    }

    @Test
    void theSameSeedGivesTheSameAnswer(@TempDir Path graphs) {
        CommandLineRun.of("export", model.toString(), "--out", graphs.toString());
        String[] call = {"--model", graphs.toString(), "--temperature", "1.5", "--max-new-tokens", "12"};
        assertThat(generate(call).out()).isEqualTo(generate(call).out());
    }

    @Test
    void anImageMayBeMadeSmaller(@TempDir Path graphs) throws IOException {
        CommandLineRun.of("export", model.toString(), "--out", graphs.toString());
        Path large = graphs.resolve("large.png");
        ImageIO.write(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), "png", large.toFile());
        String[] call = {"--model", graphs.toString(), "--image", large.toString(), "--max-new-tokens", "1", "--stats"};
        assertThat(generate(call).err()).contains("300 of them of images");
        CommandLineRun small = generate(Stream.concat(Stream.of(call), Stream.of("--image-size", "320x240"))
                .toArray(String[]::new));
        assertThat(small.err()).containsPattern("[67][0-9] of them of images");
    }

    @Test
    void severalImagesMayFollowOneOption(@TempDir Path graphs) {
        CommandLineRun.of("export", model.toString(), "--out", graphs.toString());
        String[] call = {"--model", graphs.toString(), "--max-new-tokens", "1", "--stats", "--image", picture.toString()
        };
        String[] more = {picture.toString(), picture.toString()};
        int one = visualTokens(generate(call));
        int three = visualTokens(
                generate(Stream.concat(Stream.of(call), Stream.of(more)).toArray(String[]::new)));
        assertThat(three).isEqualTo(3 * one).isPositive();
    }

    private static int visualTokens(CommandLineRun run) {
        Matcher matcher = Pattern.compile("([0-9]+) of them of images").matcher(run.err());
        assertThat(matcher.find()).as(run.err()).isTrue();
        return Integer.parseInt(Objects.requireNonNull(matcher.group(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--temperature|-1|temperature must be at least 0",
                "--top-p|0|topP must be in (0, 1]",
                "--max-new-tokens|0|expected at least 1",
                "--image-size|big|expected WIDTHxHEIGHT",
                "--image-size|8x8|at least 32x32",
                "--image|nowhere.png|is not there",
                "--threads|-1|expected at least 0",
                "--checkpoint|nowhere|is not there",
            })
    void whatCannotBeUnderstoodIsSaidInOneLine(String option, String value, String expected) {
        CommandLineRun run = generate("--model", model.toString(), option, value);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err().lines().filter(line -> !line.contains("exported ")).toList())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("selfscale: ")
                .contains(expected);
    }

    @Test
    void anUnknownDeviceNamesThoseThatAreKnown() {
        CommandLineRun run =
                CommandLineRun.of("generate", "--model", model.toString(), "--prompt", "x", "--device", "tpu");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected auto, cpu or cuda");
    }

    @Test
    void whatIsNoImageIsSaidWithItsName(@TempDir Path place) throws IOException {
        Path text = Files.writeString(place.resolve("text.png"), "not an image");
        CommandLineRun run = generate("--model", model.toString(), "--image", text.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("text.png").contains("no image");
    }

    @Test
    void aFolderThatIsNoCheckpointSaysWhatIsMissing(@TempDir Path empty) {
        CommandLineRun run = CommandLineRun.of("export", empty.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("config.json");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void anUnknownPrecisionNamesThoseThatAreKnown() {
        CommandLineRun run = CommandLineRun.of("export", model.toString(), "--precision", "int3");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("fp32, fp16, bf16");
    }

    @Test
    void nothingThatIsThereIsOverwrittenByATinyModel() {
        CommandLineRun run = CommandLineRun.of("tiny-model", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("is there already");
    }

    @Test
    void whatConvertedWeightsTakeIsSaidBefore(@TempDir Path place) {
        Path half = place.resolve("half");
        TinyModel.write(half, 1, ElementType.BF16);
        CommandLineRun.of("export", half.toString());
        CommandLineRun run = generate("--model", half.toString(), "--max-new-tokens", "1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).containsPattern("selfscale: [0-9.]+ MiB of memory are taken for weights");
        assertThat(generate("--model", model.toString(), "--max-new-tokens", "1")
                        .err())
                .doesNotContain("MiB of memory");
    }

    @Test
    void graphsForCudaAreNotRunOnTheCpu(@TempDir Path graphs) {
        CommandLineRun.of("export", model.toString(), "--out", graphs.toString(), "--precision", "bf16");
        CommandLineRun run = generate("--model", graphs.toString(), "--max-new-tokens", "1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).as("said that other graphs were made").contains("bf16, which does not run on cpu");
    }
}
