package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.inference.checkpoint.tiny.TinyModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a checkpoint, a prompt or an image is said in one line, and leaves no file open. */
@Timeout(60)
class InferenceInputTest {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final String WEIGHTS = "model.safetensors";

    @TempDir
    Path folder;

    private Path model() {
        Path model = folder.resolve("model");
        TinyModel.write(model, 1);
        return model;
    }

    private static CommandLineRun generate(Path model, String... more) {
        return CommandLineRun.of(Stream.concat(
                        Stream.of("generate", "--model", model.toString(), "--device", "cpu", "--max-new-tokens", "1"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private CommandLineRun ask(Path model) {
        return generate(model, "--prompt", "What is this?");
    }

    private CommandLineRun look(Path image) {
        return generate(folder.resolve("model"), "--prompt", "What is this?", "--image", image.toString());
    }

    private static void edit(Path file, String before, String after) throws IOException {
        // Every byte of the file as one character, so that weights stay what they are.
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(content).as("what %s is edited for", file).contains(before);
        Files.writeString(file, content.replace(before, after), StandardCharsets.ISO_8859_1);
    }

    private void isRefused(CommandLineRun run, String... expected) throws IOException {
        assertThat(run.exitCode()).as(run.err()).isIn(1, 2);
        List<String> lines = run.err()
                .lines()
                .filter(line -> !line.startsWith("selfscale: exported "))
                .toList();
        assertThat(lines).as(run.err()).hasSize(1);
        assertThat(lines.get(0)).startsWith("selfscale: ").contains(expected).doesNotContain("unexpected failure");
        assertThat(run.out()).isEmpty();
        assertThat(openFiles()).isEmpty();
    }

    /** The files of the test that this process has open; none where the system does not say. */
    private List<String> openFiles() throws IOException {
        if (!Files.isDirectory(OPEN_FILES)) {
            return List.of();
        }
        List<String> open = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(OPEN_FILES)) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    String file = Files.readSymbolicLink(descriptor).toString();
                    if (file.startsWith(folder.toRealPath().toString())) {
                        open.add(file);
                    }
                }
            }
        }
        return open;
    }

    /** Both commands that read a checkpoint say the same. */
    private void checkpointIsRefused(Path model, String... expected) throws IOException {
        isRefused(CommandLineRun.of("export", model.toString()), expected);
        isRefused(ask(model), expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 100, 20_000})
    void weightsThatWereCutShort(int length) throws IOException {
        Path model = model();
        byte[] whole = Files.readAllBytes(model.resolve(WEIGHTS));
        Files.write(model.resolve(WEIGHTS), Arrays.copyOf(whole, length));
        checkpointIsRefused(model, WEIGHTS);
    }

    @Test
    void weightsThatWereCutShortAfterTheExport() throws IOException {
        Path model = model();
        assertThat(CommandLineRun.of("export", model.toString()).exitCode()).isZero();
        byte[] whole = Files.readAllBytes(model.resolve(WEIGHTS));
        Files.write(model.resolve(WEIGHTS), Arrays.copyOf(whole, whole.length - 1));
        isRefused(ask(model), WEIGHTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 60, -1, Long.MIN_VALUE, (100L << 20) + 1})
    void aHeaderThatClaimsToBeHuge(long bytes) throws IOException {
        Path model = model();
        byte[] file = Files.readAllBytes(model.resolve(WEIGHTS));
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes);
        Files.write(model.resolve(WEIGHTS), file);
        checkpointIsRefused(model, WEIGHTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I32", "F64", "F8_E4M3", "X", ""})
    void weightsOfATypeThatIsNotComputedWith(String type) throws IOException {
        Path model = model();
        edit(model.resolve(WEIGHTS), "\"F32\"", '"' + (type + "   ").substring(0, 3) + '"');
        checkpointIsRefused(model, WEIGHTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tokenizer.json|<|image_pad|>|<|other_pad|>",
                "tokenizer.json|\"id\":284|\"id\":999",
                "tokenizer.json|\"BPE\"|\"WordLevel\"",
                "tokenizer.json|{|",
                "config.json|\"image_token_id\" : 284|\"image_token_id\" : 285",
                "config.json|\"image_token_id\" : 284|\"image_token_id\" : 1e99",
                "config.json|\"vocab_size\" : 304|\"vocab_size\" : 290",
                "config.json|\"qwen3_vl\"|\"qwen3_vl_moe\"",
                "config.json|{|",
                "generation_config.json|\"top_p\" : 0.8|\"top_p\" : \"much\"",
                "preprocessor_config.json|\"patch_size\" : 16|\"patch_size\" : 14",
            })
    void filesThatDisagreeOrAreBroken(String file, String before, String after) throws IOException {
        Path model = model();
        edit(model.resolve(file), before, after == null ? "" : after);
        isRefused(ask(model), file);
    }

    @Test
    void aChatTemplateThatCannotBeUnderstood() throws IOException {
        Path model = model();
        edit(model.resolve("chat_template.jinja"), "{%- endfor -%}", "{%- end -%}");
        isRefused(ask(model), "chat template");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "tokenizer.json",
                "generation_config.json",
                "preprocessor_config.json",
                "chat_template.json"
            })
    void textThatIsNestedWithoutEnd(String file) throws IOException {
        Path model = model();
        Files.deleteIfExists(model.resolve("chat_template.jinja"));
        Files.writeString(model.resolve(file), "[".repeat(1_000_000));
        isRefused(ask(model), file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vision.onnx", "decoder.onnx", "model.json"})
    void graphsThatAreNone(String file) throws IOException {
        Path model = model();
        assertThat(CommandLineRun.of("export", model.toString()).exitCode()).isZero();
        for (String content : List.of("", "not what it was")) {
            Files.writeString(model.resolve("selfscale").resolve(file), content);
            isRefused(ask(model), file);
        }
    }

    @Test
    void aPromptThatIsLongerThanTheContext() throws IOException {
        Path model = model();
        isRefused(generate(model, "--prompt", "1".repeat(8_192)), "8192");
    }

    @Test
    void aPictureThatIsLongerThanTheContext() throws IOException {
        Path model = model();
        Path large = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(3_000, 3_000, BufferedImage.TYPE_BYTE_GRAY), "png", large.toFile());
        isRefused(generate(model, "--prompt", "What?", "--image", large.toString()), "8192");
    }

    @Test
    void halfACharacterInAPrompt() throws IOException {
        Path model = model();
        CommandLineRun run = generate(model, "--prompt", "a\ud800b\0c");
        assertThat(run.exitCode()).as(run.err()).isIn(0, 1, 2);
        assertThat(run.err()).doesNotContain("unexpected failure");
        assertThat(openFiles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not an image", "GIF89a", "BM", "RIFF", "\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n"})
    void aFileThatIsNoImage(String content) throws IOException {
        model();
        Path image = Files.writeString(folder.resolve("image.png"), content, StandardCharsets.ISO_8859_1);
        isRefused(look(image), "image.png");
    }

    @Test
    void anImageOfTenThousandMillionPixels() throws IOException {
        model();
        Path image = folder.resolve("bomb.png");
        Files.write(image, png(100_000, 100_000));
        isRefused(look(image), "bomb.png", "100000");
    }

    @Test
    void whatIsNoFileIsNotReadAsAnImage() throws IOException {
        model();
        isRefused(look(folder), "is no file");
    }

    /** The header of a grey PNG of these sizes, and an empty picture after it. */
    private static byte[] png(int width, int height) {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        bytes.put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        chunk(
                bytes,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 0, 0, 0, 0})
                        .array());
        chunk(bytes, "IDAT", new byte[] {0x78, (byte) 0x9C, 3, 0, 0, 0, 0, 1});
        chunk(bytes, "IEND", new byte[0]);
        byte[] file = new byte[bytes.position()];
        bytes.flip().get(file);
        return file;
    }

    private static void chunk(ByteBuffer bytes, String type, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(StandardCharsets.US_ASCII));
        sum.update(content);
        bytes.putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content);
        bytes.putInt((int) sum.getValue());
    }
}
